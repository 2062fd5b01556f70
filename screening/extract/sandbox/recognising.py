"""The child process that reads one file with recognition (OCR); otherwise as ``child``.

It may use threads, start programs and write below the folder that it is given, and reaches no
network. Where nothing is installed for recognition, it says that the file is a scan.
"""

import sys
from pathlib import Path

from screening.extract.limits import ReadingLimits
from screening.extract.ocr.recogniser import recogniser
from screening.extract.sandbox.child import answer
from screening.extract.sandbox.walls import set_recognition_walls


def main() -> None:
    """Read one file as the parent asks; arguments are the limits as JSON, and the folder."""
    limits = ReadingLimits.model_validate_json(sys.argv[1])
    set_recognition_walls(limits, Path(sys.argv[2]))
    recognise = recogniser(limits)
    said = b'{"reason":"scan"}'
    if recognise is not None:
        said = answer(sys.stdin.buffer, limits, recognise=recognise)
    sys.stdout.buffer.write(said)


if __name__ == "__main__":
    main()
