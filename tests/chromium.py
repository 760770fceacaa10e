"""The browser of the tests, which is the bench's too.

``python -m tests.chromium`` makes sure that there is one, or says what to install and fails.
"""

from atlas.bench.chromium import find, install

if __name__ == "__main__":
    print("Chromium:", find() or install())
