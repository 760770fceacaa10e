"""``python -m tests.hostile_counts``: how many hostile inputs come in by each door and are looked for at each exit."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile_doors import DOORS
from tests.hostile_exits import EXITS
from tests.hostile_rows import hostile_rows
from tests.test_hostile_inputs import DRAWN_FROM


def main() -> None:
    """Print the inputs by family, and a row for each door with the exits at which its inputs are looked for."""
    families = Counter(row.family for row in hostile_rows())
    print(f"{len(hostile_rows())} inputs: {', '.join(f'{number} {name}' for name, number in families.items())}\n")
    quick, drawn = (", ".join(name for name, way in EXITS.items() if way.slow is slow) for slow in (False, True))
    total = 0
    print("| door | come in | refused | exits | looked for |\n|---|---|---|---|---|")
    for name, door in DOORS.items():
        with TemporaryDirectory() as folder:
            found = door(hostile_rows(), Path(folder))
        exits = sum(not way.slow or name in DRAWN_FROM for way in EXITS.values())
        total += found.entered * exits
        refused = len(hostile_rows()) - found.entered
        print(f"| {name} | {found.entered} | {refused} | {exits} | {found.entered * exits} |")
    print(f"\n{total} looks in all.\nExits of every door: {quick}.\nAlso of {' and '.join(DRAWN_FROM)}: {drawn}.")


if __name__ == "__main__":
    main()
