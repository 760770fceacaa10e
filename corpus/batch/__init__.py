"""Large corpora: reports from anywhere, read on all cores or on a cluster, claims into a Parquet dataset.

Each step is a module: documents from a source, parts cut from them, the work on one part, the cores or the cluster that
do it, and the dataset or the lines that are written.
"""

from corpus.batch.dataset import is_dataset, open_dataset
from corpus.batch.run import extract_dataset, extract_lines, pick_runner

__all__ = ["extract_dataset", "extract_lines", "is_dataset", "open_dataset", "pick_runner"]
