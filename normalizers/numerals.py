"""Thai digits: ๐ ๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙, one to one with 0 to 9. Repair leaves them as printed; reading changes them here.

`arabic` is for looking at a text, `to_arabic` for a text that goes into a record: it answers the steps of the reading,
one for each run of Thai digits, so that `๙๓.๕๗` is two steps and the full stop is the author's own.

>>> arabic("๑ ต.ค. ๖๖ – ๓๐ ก.ย. ๖๗")
'1 ต.ค. 66 – 30 ก.ย. 67'
>>> to_arabic("ปี ๒๕๖๖")
('ปี 2566', (Step(rule='read.thai-digits', start=3, before='๒๕๖๖', after='2566'),))
>>> to_arabic("ปี 2566"), to_arabic("໕ ٥")
(('ปี 2566', ()), ('໕ ٥', ()))
"""

from __future__ import annotations

import re

from prongsai.normalizers.edits import sub
from prongsai.schemas.trace import Step

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGITS = re.compile("[๐-๙]+")


def arabic(text: str) -> str:
    """The text with Arabic digits for Thai ones. Same length, so offsets stay true."""
    return text.translate(_ARABIC)


def to_arabic(text: str) -> tuple[str, tuple[Step, ...]]:
    """The text with Arabic digits, and the steps of this reading."""
    return sub(_THAI_DIGITS, lambda digits: arabic(digits[0]), text, "read.thai-digits")
