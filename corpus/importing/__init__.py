"""Users' own reports: files, archives, tables and pasted text become reports and claims, or problems with reasons.

Each kind of file has its module; libraries that can hang or swell run in another process (`isolation`).
Nothing here writes but `keeping`.
"""

from corpus.importing.keeping import keep
from corpus.importing.models import Asked, Imported, ReadFile, Upload
from corpus.importing.reading import import_uploads, paste
from corpus.importing.tables import table_header

__all__ = ["Asked", "Imported", "ReadFile", "Upload", "import_uploads", "keep", "paste", "table_header"]
