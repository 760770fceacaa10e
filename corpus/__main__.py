"""The corpus on the command line: ``python -m corpus extract``, ``evaluate`` and ``decide``."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from corpus.backup import back_up, restore
from corpus.batch import extract_dataset, extract_lines, pick_runner
from corpus.decisions import decision_to_row, read_decisions
from corpus.decisions.annotation import decide_by_annotation
from corpus.decisions.log import open_log
from corpus.evaluation import Score, find_mistakes, format_mistakes, format_score, read_gold, score_claims
from corpus.evaluation.calibration import (
    cross_validate,
    cut_at_thresholds,
    judge_claims,
    learn_confidence,
    reliability,
)
from corpus.evaluation.card import make_card, write_card
from corpus.evaluation.folds import Read, annotated_reports, read_out_of_sight
from corpus.extraction import extract, read_all
from corpus.extraction.lexicon import LEXICON
from corpus.extraction.mentions import mention_to_row, roled_mentions
from corpus.files import write_lines
from corpus.interval import read_day
from corpus.learning.logistic import format_weights
from corpus.learning.marked import read_marked_reports
from corpus.learning.places import learn_place_weights, place_cases, share_right
from corpus.models import Claim, CorpusError, Problem, Report
from corpus.records import to_line
from corpus.reports import read_reports
from corpus.store import BUNDLED, joined_decisions, read_corpus


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand: its name, what it does, its arguments, and the function that returns the exit code."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _extract_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", help="folder of report files NAME.md, a ZIP of them, or Parquet; a path or an address"
    )
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        help="where to write: JSON Lines, or a folder or NAME.parquet for a dataset",
    )
    parser.add_argument("--workers", type=_positive, help="processes (default: one for each core)")
    parser.add_argument("--scheduler", help="address of a Dask scheduler whose workers do the work instead")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: not a number from 1 on")
    return int(text)


def run_extract(arguments: argparse.Namespace) -> int:
    """Write the claims of every readable report; what cannot be read goes to stderr, a line each."""
    run = pick_runner(arguments.workers, arguments.scheduler)
    output: Path = arguments.output
    if output.is_dir() or output.suffix == ".parquet" or not (output.suffix or output.exists()):
        counts = extract_dataset(arguments.source, output, run, _tell)
        print(f"{output}: {', '.join(f'{rows} {table}' for table, rows in counts.items())}")
    else:
        _write_lines(output, extract_lines(arguments.source, run, _tell))
    return 0


def _mentions_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="folder of report files NAME.md")
    parser.add_argument("--output", type=Path, required=True, help="where to write (JSON Lines)")


def run_mentions(arguments: argparse.Namespace) -> int:
    """Write the places that every readable report names, each with its role."""
    reports, problems = read_reports(arguments.folder)
    _tell(problems)
    roled = (each for report in reports for each in roled_mentions(report, extract(report).claims))
    _write(arguments.output, map(mention_to_row, roled))
    return 0


def _gold_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gold", type=Path, required=True, help="gold claims (JSON Lines)")
    parser.add_argument("--reports", type=Path, required=True, help="folder of report files NAME.md")


def _evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    _gold_arguments(parser)
    parser.add_argument(
        "--out-of-sight", action="store_true", help="read each fifth by weights that were learned without it"
    )


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Print how well extraction agrees with a gold annotation of the reports, and where it does not."""
    reports, problems = read_reports(arguments.reports)
    _tell(problems)
    gold = read_gold(arguments.gold)
    claims = _claims_out_of_sight(extract, reports, gold) if arguments.out_of_sight else _claims(reports)
    print(format_score(score_claims(gold, claims, reports), _score_languages(gold, claims, reports)))
    print(format_mistakes(find_mistakes(gold, claims, [report.id for report in reports])))
    return 0


def _claims(reports: Iterable[Report]) -> list[Claim]:
    return [claim for report in reports for claim in extract(report).claims]


def _claims_out_of_sight(read: Read, reports: Sequence[Report], gold: Iterable[Mapping[str, Any]]) -> list[Claim]:
    return read_out_of_sight(read, read_marked_reports(), reports, gold)


def _learn_arguments(parser: argparse.ArgumentParser) -> None:
    _gold_arguments(parser)


def run_learn(arguments: argparse.Namespace) -> int:
    """Learn by which signs places are chosen and how sure claims are, and write both tables of weights."""
    reports, problems = read_reports(arguments.reports)
    _tell(problems)
    gold = read_gold(arguments.gold)
    made_up = [case for marked in read_marked_reports() for case in place_cases(marked)]
    annotated = [case for marked in annotated_reports(reports, gold) for case in place_cases(marked)]
    share = share_right(annotated, learn_place_weights(made_up))
    print(f"places of {len(annotated)} annotated measures, learned from {len(made_up)} made-up ones: {share:.3f} right")
    _write_weights("place_weights.toml", learn_place_weights([*made_up, *annotated]), "choosing.py")
    judged = judge_claims(gold, _claims_out_of_sight(read_all, reports, gold), reports)
    _write_weights("confidence.toml", learn_confidence(judged), "confidence.py")
    return 0


def _write_weights(file: str, weights: Mapping[str, float], reader: str) -> None:
    text = format_weights(weights, f"Learned by `python -m corpus learn`: see corpus/extraction/{reader}.")
    (LEXICON / file).write_text(text, encoding="utf-8")


def _score_languages(
    gold: Sequence[Mapping[str, Any]], claims: Sequence[Claim], reports: Sequence[Report]
) -> dict[str, Score]:
    languages = sorted({report.language for report in reports})
    own = {language: [report for report in reports if report.language == language] for language in languages}
    return {language: score_claims(gold, claims, those) for language, those in own.items()}


def _calibrate_arguments(parser: argparse.ArgumentParser) -> None:
    _gold_arguments(parser)
    parser.add_argument("--name", required=True, help="what the gold annotation is called on the accuracy card")
    parser.add_argument("--fresh", type=Path, help="folder with reports/ and claims.jsonl that nothing was made with")
    parser.add_argument("--when", type=read_day, default=date.today(), help="the day (YYYY-MM-DD)")


def run_calibrate(arguments: argparse.Namespace) -> int:
    """Check by cross-validation how right and how sure claims are, and write the accuracy card."""
    reports, problems = read_reports(arguments.reports)
    _tell(problems)
    gold = read_gold(arguments.gold)
    claims = _claims_out_of_sight(extract, reports, gold)
    said = cross_validate(judge_claims(gold, claims, reports))
    score, by_language = score_claims(gold, claims, reports), _score_languages(gold, claims, reports)
    fresh = _score_fresh(arguments.fresh) if arguments.fresh else None
    cuts, bins = cut_at_thresholds(said), reliability(said)
    write_card(make_card(arguments.name, arguments.when, score, by_language, cuts, bins, fresh))
    for each in reliability(said):
        print(f"said {each.said:.2f}: right {each.right:.2f} of {each.claims}")
    return 0


def _score_fresh(folder: Path) -> Score:
    reports, problems = read_reports(folder / "reports")
    _tell(problems)
    return score_claims(read_gold(folder / "claims.jsonl"), _claims(reports), reports)


def _decide_arguments(parser: argparse.ArgumentParser) -> None:
    _gold_arguments(parser)
    parser.add_argument("--who", required=True, help="who annotated the reports")
    parser.add_argument("--when", type=read_day, default=date.today(), help="the day (YYYY-MM-DD)")
    parser.add_argument("--output", type=Path, required=True, help="where to write the decisions (JSON Lines)")


def run_decide(arguments: argparse.Namespace) -> int:
    """Write the decisions that turn what is extracted from the reports into their annotation."""
    reports, problems = read_reports(arguments.reports)
    _tell(problems)
    claims = _claims(reports)
    rows = read_gold(arguments.gold)
    decisions = decide_by_annotation(reports, claims, rows, arguments.who, arguments.when)
    _write(arguments.output, map(decision_to_row, decisions))
    return 0


def _reports_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=Path, default=BUNDLED, help="folder of reports (default: the bundled one)")


def _export_decisions_arguments(parser: argparse.ArgumentParser) -> None:
    _reports_argument(parser)
    parser.add_argument("--output", type=Path, required=True, help="where to write the decisions (JSON Lines)")


def run_export_decisions(arguments: argparse.Namespace) -> int:
    """Write the decisions of the folder and of its log as the file that lies beside the reports."""
    read = read_corpus(arguments.reports)
    logged, unusable = open_log(arguments.reports).read(read.reports)
    _tell(unusable)
    decisions = joined_decisions(read.decisions, logged)
    _write(arguments.output, map(decision_to_row, decisions))
    print(f"{arguments.output}: {len(decisions)} decisions, {len(logged)} of them from the log")
    return 0


def _import_decisions_arguments(parser: argparse.ArgumentParser) -> None:
    _reports_argument(parser)
    parser.add_argument("file", type=Path, help="decisions, as exported (JSON Lines)")


def run_import_decisions(arguments: argparse.Namespace) -> int:
    """Add the decisions of a file to the log, each once; those that cannot be used go to stderr."""
    read = read_corpus(arguments.reports)
    decisions, unusable = read_decisions(arguments.file, read.reports)
    _tell(unusable)
    known = {decision.id for decision in read.decisions}
    new = [decision_to_row(decision) for decision in decisions if decision.id not in known]
    print(f"{open_log(arguments.reports).add_rows(new)} of {len(decisions)} decisions were new and are in the log")
    return 1 if unusable else 0


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    _reports_argument(parser)
    parser.add_argument("file", type=Path, help="the backup, a ZIP")


def run_backup(arguments: argparse.Namespace) -> int:
    """Write the reports and the log of decisions into one file."""
    done = back_up(arguments.reports, arguments.file)
    print(f"{arguments.file}: {done.files} files and {done.decisions} decisions of the log")
    return 0


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reports", type=Path, required=True, help="an empty folder for the reports")
    parser.add_argument("file", type=Path, help="the backup, a ZIP")


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a backup back into an empty folder and an empty log."""
    done = restore(arguments.file, arguments.reports)
    print(f"{arguments.reports}: {done.files} files and {done.decisions} decisions of the log")
    return 0


COMMANDS: list[Command] = [
    Command("extract", "read claims from reports", _extract_arguments, run_extract),
    Command("mentions", "find the places that reports name, with their roles", _mentions_arguments, run_mentions),
    Command("evaluate", "compare extraction with gold claims", _evaluate_arguments, run_evaluate),
    Command("learn", "learn to choose places, and how sure claims are", _learn_arguments, run_learn),
    Command("calibrate", "write the accuracy card from gold claims", _calibrate_arguments, run_calibrate),
    Command("decide", "make decisions from gold claims", _decide_arguments, run_decide),
    Command("export-decisions", "write all decisions as one file", _export_decisions_arguments, run_export_decisions),
    Command("import-decisions", "add a file's decisions to the log", _import_decisions_arguments, run_import_decisions),
    Command("backup", "write reports and log into one file", _backup_arguments, run_backup),
    Command("restore", "put a backup back", _restore_arguments, run_restore),
]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 if it did its work, 1 with a message on stderr if it could not."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="Claims from reports.")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        subparser = subparsers.add_parser(command.name, help=command.help)
        command.add_arguments(subparser)
        subparser.set_defaults(run=command.run)
    arguments = parser.parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(f"{problem.file}: {problem.where}: {problem.value!r}: {problem.reason}", file=sys.stderr)


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    _write_lines(path, map(to_line, rows))


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    """Write lines as they come; the file is there whole, or as it was before."""
    first = next(lines, "")
    try:
        write_lines(path, chain([first], lines))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror})") from error


if __name__ == "__main__":
    sys.exit(main())
