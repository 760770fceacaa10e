"""How large an import may be. Every limit is met by a message that names the file and the number."""

MIB = 1024 * 1024
FILE_BYTES = {".pdf": 20 * MIB, ".zip": 20 * MIB, ".xlsx": 5 * MIB, ".csv": 5 * MIB}
OTHER_BYTES = 2 * MIB
FILES = 2_000
ZIP_BYTES = 100 * MIB
IMPORT_BYTES = 100 * MIB  # of all files of one import, unpacked
ZIP_RATIO = 200
TABLE_ROWS = 5_000
TABLE_COLUMNS = 200
CELL_CHARACTERS = 4_000
CSV_CELL = 100_000  # characters: beyond that a quote was never closed
PDF_PAGES = 300
TEXT_BYTES = 150_000
REPORTS = 5_000

FILE_SECONDS = 10
ALL_SECONDS = 120  # of one import; files after that are left out
ANSWER_BYTES = 64 * MIB
WORKER_BYTES = 1536 * MIB
