"""What a row or paragraph is about: topic, instrument, indicators, questions, from its labels and its own words.

Codes decide indicators and the instrument; without codes, named indicators do; without those, the headings above. In
prose an indicator's name counts only after the word ตัวชี้วัด or as the head of a list item: การใช้งบประมาณ is a common phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prongsai.extract.drafts import Doubt, Where
from prongsai.extract.fragments import Content, Span, whole
from prongsai.extract.score_cites import mention_cite
from prongsai.normalizers import codes, lists, matching, subjects, topics
from prongsai.normalizers.numerals import arabic
from prongsai.reference.catalogue import INDICATORS_OF, INSTRUMENT_BY_INDICATOR, INSTRUMENT_OF, Catalogue
from prongsai.schemas.terms import CodeMention, Instrument
from prongsai.schemas.trace import Cite


@dataclass(slots=True)
class About:
    """What something is about, with the cites of each."""

    topic_no: int | None = None
    instrument: Instrument | None = None
    indicator_nos: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    mentions: list[CodeMention] = field(default_factory=list)
    cites: dict[str, tuple[Cite, ...]] = field(default_factory=dict)
    instruments: list[Instrument] = field(default_factory=list)

    def add_cites(self, name: str, cites: tuple[Cite, ...]) -> None:
        """Add cites under a field, each once."""
        if cites:
            old = self.cites.get(name, ())
            self.cites[name] = (*old, *(cite for cite in cites if cite not in old))

    def add_code(self, code: str, catalogue: Catalogue) -> None:
        """Add a question and, with it, its indicator and instrument."""
        if code not in self.codes:
            self.codes.append(code)
        item = catalogue.items.get(code)
        if item is not None:
            self.add_indicator(item.indicator_no)
        elif INSTRUMENT_OF[code[0]] not in self.instruments:
            self.instruments.append(INSTRUMENT_OF[code[0]])

    def add_indicator(self, indicator_no: str) -> None:
        """Add an indicator and its instrument."""
        number = indicator_no.split(".")[0]
        if number not in self.indicator_nos:
            self.indicator_nos.append(number)
        if INSTRUMENT_BY_INDICATOR[number] not in self.instruments:
            self.instruments.append(INSTRUMENT_BY_INDICATOR[number])

    def settle(self, where: Where | None = None) -> About:
        """Decide the one instrument, numbers in order; what nothing said is taken from the headings."""
        if where is not None:
            if self.topic_no is None and where.topic_no is not None:
                self.topic_no = where.topic_no
                self.add_cites("topic_no", tuple(Cite(c.at, c.start, c.end, "carried") for c in where.cites))
            if not self.indicator_nos and not self.codes and not self.instruments:
                if where.indicator_no:
                    self.add_indicator(where.indicator_no)
                    self.add_cites("indicator_nos", tuple(Cite(c.at, c.start, c.end, "carried") for c in where.cites))
                elif where.instrument:
                    self.instruments.append(where.instrument)
                    self.add_cites("instrument", tuple(Cite(c.at, c.start, c.end, "carried") for c in where.cites))
        if (
            where is not None
            and self.codes
            and not self.indicator_nos
            and where.indicator_no
            # a year without a question list: the heading says which indicator a code belongs to
            and {INSTRUMENT_OF[code[0]] for code in self.codes} == {INSTRUMENT_BY_INDICATOR[where.indicator_no]}
        ):
            self.add_indicator(where.indicator_no)
            self.add_cites("indicator_nos", tuple(Cite(c.at, c.start, c.end, "carried") for c in where.cites))
        self.indicator_nos.sort(key=int)
        self.instrument = self.instruments[0] if len(self.instruments) == 1 else None
        return self


def read_labels(
    about: About,
    content: Content,
    catalogue: Catalogue,
    doubts: list[Doubt],
    instrument: Instrument | None = None,
    basis: str = "read",
) -> bool:
    """Read a label cell (question, indicator, instrument, topic column); True where it named something."""
    named = False
    for span in whole(content):
        topic = topics.read(span.text)
        if topic is not None:
            about.topic_no = topic.number
            about.add_cites("topic_no", (_based(span.cite(), basis),))
            if topic.printed and topic.printed != topic.number and topic.by_name:
                doubts.append(
                    Doubt(
                        "heading-conflict",
                        f"The topic is numbered {topic.printed}, but its name is that of topic {topic.number}.",
                        found=str(topic.printed),
                        expected=str(topic.number),
                        cites=(span.cite(),),
                    )
                )
            named = True
            read_prose(about, [span], catalogue, instrument, basis=basis)
            continue
        for item in _parts(span):
            named = _read_label(about, item, catalogue, doubts, instrument, basis) or named
    return named


def _based(cite: Cite, basis: str) -> Cite:
    return Cite(cite.at, cite.start, cite.end, basis, cite.steps)  # type: ignore[arg-type]


def _parts(span: Span) -> list[Span]:
    """A label cell as one label, or as several where each item names something of its own."""
    found = lists.items(span.text)
    if len(found) < 2:
        return [span]
    return [Span(span.fragment, span.start + item.mark_start, span.start + item.end) for item in found]


def _read_label(
    about: About, span: Span, catalogue: Catalogue, doubts: list[Doubt], instrument: Instrument | None, basis: str
) -> bool:
    subject = subjects.read(span.text, catalogue, instrument)
    if subject is None:
        return read_prose(about, [span], catalogue, instrument, basis=basis)
    if subject.scope == "question":
        for code in subject.codes:
            about.add_code(code, catalogue)
        if subject.instrument and subject.instrument not in about.instruments:
            about.instruments.append(subject.instrument)
        raw = span.text[subject.start : subject.end]
        about.mentions.append(CodeMention(raw=raw, codes=subject.codes, method=subject.method or "exact"))
        cites = tuple(
            _based(
                mention_cite(
                    span, subject.start, subject.end, ",".join(subject.codes), subject.rule, bool(subject.overridden)
                ),
                basis,
            )
            for _ in (0,)
        )
        about.add_cites("codes", cites)
        if subject.overridden and subject.code:
            doubts.append(
                Doubt(
                    "code-title-conflict",
                    f"The cell prints the code {raw} ({subject.overridden}) with the title of {subject.code}, {catalogue.items[subject.code].title}; it is read by its title.",
                    found=subject.overridden,
                    expected=subject.code,
                    cites=(span.cite(),),
                )
            )
        else:
            _out_of_catalogue(subject.codes, raw, catalogue, doubts, span)
        return True
    if subject.scope in ("indicator", "sub_indicator") and subject.indicator_no:
        about.add_indicator(subject.indicator_no)
        about.add_cites("indicator_nos", (_based(span.cite(), basis),))
        # ตัวชี้วัดที่ ๗ ... (e๖ e๗); ตัวชี้วัดที่ ๕ ... และ ตัวชี้วัดที่ ๑๐ ...
        read_prose(about, [span], catalogue, instrument, basis=basis)
        if subject.printed_no and subject.worded:
            doubts.append(
                Doubt(
                    "heading-conflict",
                    f"The indicator is numbered {subject.printed_no}, but its name {subject.title[:60]!r} is indicator {subject.indicator_no}; it is read by its name.",
                    found=subject.printed_no,
                    expected=subject.indicator_no,
                    cites=(span.cite(),),
                )
            )
        return True
    if subject.scope == "instrument" and subject.instrument:
        if subject.instrument not in about.instruments:
            about.instruments.append(subject.instrument)
        about.add_cites("instrument", (_based(span.cite(), basis),))
        return True
    return False


def _out_of_catalogue(found: tuple[str, ...], raw: str, catalogue: Catalogue, doubts: list[Doubt], span: Span) -> None:
    letters = {code[0] for code in catalogue.items}
    unknown = [code for code in found if code[0] in letters and code not in catalogue.items]
    if unknown:
        doubts.append(
            Doubt(
                "code-out-of-catalogue",
                f"The code {raw} ({', '.join(unknown)}) is not in the catalogue of fiscal year {catalogue.fiscal_year_be}.",
                found=raw,
                cites=(span.cite(),),
            )
        )


def _ambiguous(text: str, mention: codes.Mention) -> bool:
    """`ข้อ ๑๒๒`: i22 with a one for the letter, or 12 with a digit printed twice. `1๒๒` mixes scripts: that is i22."""
    raw = text[mention.start : mention.end]
    if mention.method != "confusable" or not re.fullmatch(r"\d{3}", arabic(raw)) or arabic(raw)[0] != "1":
        return False
    same_script = raw.isascii() or not any(letter.isascii() for letter in raw)
    return same_script and any(a == b for a, b in zip(arabic(raw), arabic(raw)[1:], strict=False))


def _title_in_prose(
    text: str, mention: codes.Mention, code: str, catalogue: Catalogue, piece: Span, doubts: list[Doubt]
) -> None:
    """`ข้อ ๐๒๔ รายงานผลการบริหารฯ ประจำปี`: the code of one question before the full title of another. Said, never settled."""
    following = matching.squeeze(text[mention.end : mention.end + 160].lstrip(" :.-)"))
    own = catalogue.items.get(code)
    if own is None or following.startswith(matching.squeeze(own.title)[:12]):
        return
    for item in catalogue.items.values():
        title = matching.squeeze(item.title)
        if (
            item.code[0] == code[0]
            and item.code != code
            and item.title_firm
            and len(title) >= 18
            and following.startswith(title)
        ):
            doubts.append(
                Doubt(
                    "code-title-conflict",
                    f"The text prints the code {text[mention.start : mention.end]} ({code}, {own.title}) before the title of {item.code}, {item.title}; the printed code is kept.",
                    found=code,
                    expected=item.code,
                    cites=(piece.cite(),),
                )
            )
            return


_INDICATORS = re.compile(
    r"ตัวชี้วัด(?:ย่อย)?(?:ที่)?\s*(?P<numbers>(?:10|[1-9])(?:\.\d)?(?:\s*(?:,|และ(?:ตัวชี้วัดที่)?|,\s*และ|\s|/)\s*(?:10|[1-9])(?:\.\d)?(?![\d.]))*)(?!\d)(?=\s*(?P<name>[ก-๙ ]{0,60}))"
)
_ITEM_HEAD = re.compile(r"\s*(?:เรื่อง|ด้าน|ประเด็น(?:เรื่อง|ที่)?|ตัวชี้วัด(?:ที่)?(?:ด้าน|เรื่อง)?)?\s*\d{0,2}\s*")
_ITEM_NUMBER = re.compile(r"ข้อ(?:ที่)?\s*(?P<number>\d{1,2})(?!\d|[.)]|\s?\))")
_INSTRUMENT = re.compile(r"(?<![A-Za-z])(?P<name>IIT|EIT|OIT|iit|eit|oit|IT)(?![A-Za-z])")


def read_prose(
    about: About,
    spans: list[Span],
    catalogue: Catalogue,
    instrument: Instrument | None = None,
    recommends: bool = False,
    items_are_indicators: bool = False,
    basis: str = "read",
    doubts: list[Doubt] | None = None,
) -> bool:
    """Read codes, indicators and instruments out of sentences; True where something was named.

    `recommends`: `ข้อ ๗` means a question of the instrument; `items_are_indicators`: it means the table's row 7.
    """
    named = False
    for span in spans:
        text, plain = span.text, span.plain
        for mention in codes.find_in_prose(text, instrument if recommends else None):
            letters = {code[0] for code in catalogue.items}
            known = tuple(code for code in mention.codes if code in catalogue.items or code[0] not in letters)
            raw = text[mention.start : mention.end]
            if mention.method == "context" and (
                opening := re.search(r"ข้อ(?:ที่)?\s*$", text[max(0, mention.start - 16) : mention.start])
            ):
                raw = text[max(0, mention.start - 16) + opening.start() : mention.end]
            piece = Span(span.fragment, span.start + mention.start, span.start + mention.end)
            if _ambiguous(text, mention):
                about.mentions.append(CodeMention(raw=raw, codes=(), method=mention.method))
                if doubts is not None:
                    number = arabic(raw)
                    doubts.append(
                        Doubt(
                            "code-unresolved",
                            f"There is no question {number}: it may be {mention.codes[0]} with a one for the letter, or a number with a digit printed twice; no code is read.",
                            found=raw,
                            cites=(piece.cite(),),
                        )
                    )
                named = True
                continue
            for code in known:
                about.add_code(code, catalogue)
            if doubts is not None and len(known) == 1:
                _title_in_prose(text, mention, known[0], catalogue, piece, doubts)
            if known:
                about.mentions.append(CodeMention(raw=raw, codes=known, method=mention.method))
                about.add_cites(
                    "codes",
                    (_based(mention_cite(span, mention.start, mention.end, ",".join(known), mention.rule), basis),),
                )
                named = True
            if doubts is not None and len(known) < len(mention.codes):
                _out_of_catalogue(
                    mention.codes,
                    raw,
                    catalogue,
                    doubts,
                    Span(span.fragment, span.start + mention.start, span.start + mention.end),
                )
        named = _indicators(about, span, plain, catalogue, instrument, basis) or named
        named = _stated(about, span, plain, catalogue, basis) or named
        if items_are_indicators and instrument is not None:
            for match in _ITEM_NUMBER.finditer(plain):
                meant = subjects.in_instrument(match["number"], instrument)
                if meant is not None and int(match["number"]) <= len(INDICATORS_OF[instrument]):
                    about.add_indicator(meant)
                    about.add_cites(
                        "indicator_nos",
                        (Span(span.fragment, span.start + match.start(), span.start + match.end()).cite(),),
                    )
                    named = True
        for match in _INSTRUMENT.finditer(text):
            word = match["name"].upper()
            if (
                word == "IT"
                and doubts is not None
                and re.search(r"แบบ(?:วัด|ตรวจ)?\s*$", text[max(0, match.start() - 8) : match.start()])
            ):
                piece = Span(span.fragment, span.start + match.start(), span.start + match.end())
                doubts.append(
                    Doubt(
                        "code-unresolved",
                        "The instrument is printed IT, which is none; the indicator beside it decides.",
                        found="IT",
                        cites=(piece.cite(),),
                        severity="info",
                    )
                )
            if word != "IT":
                found: Instrument = word  # type: ignore[assignment]
                if found not in about.instruments:
                    about.instruments.append(found)
                    about.add_cites(
                        "instrument",
                        (Span(span.fragment, span.start + match.start(), span.start + match.end()).cite(),),
                    )
    return named


def _indicators(
    about: About, span: Span, plain: str, catalogue: Catalogue, instrument: Instrument | None, basis: str
) -> bool:
    named = False
    for match in _INDICATORS.finditer(plain):
        numbers = re.findall(r"10|[1-9]", re.sub(r"\.\d", "", match["numbers"]))
        name = re.sub(r"^\s*(?:ด้าน|เรื่อง)?\s*", "", match["name"] or "")
        by_name = _name_at_start(name, catalogue) if len(numbers) == 1 else None
        for number in [by_name] if by_name else numbers:
            resolved = (
                number
                if by_name
                else subjects.in_instrument(number, instrument if len(numbers) == 1 and not name else None)
            )
            if resolved:
                about.add_indicator(resolved)
                named = True
        about.add_cites(
            "indicator_nos",
            (_based(Span(span.fragment, span.start + match.start(), span.start + match.end("numbers")).cite(), basis),),
        )
    for item in lists.items(span.text):
        if item.mark_start == item.start and item.start != 0:
            continue
        head = _ITEM_HEAD.match(plain, item.start)
        start = head.end() if head else item.start
        if item.mark_start == item.start and not re.match(r"\s*(?:ตัวชี้วัด|ด้าน|เรื่อง)", plain[item.start : start + 1]):
            continue
        number = _name_at_start(plain[start : start + 60], catalogue)
        if number is not None:
            about.add_indicator(number)
            about.add_cites(
                "indicator_nos",
                (
                    _based(
                        Span(span.fragment, span.start + start, min(span.start + start + 30, span.end)).cite(), basis
                    ),
                ),
            )
            named = True
    return named


_SAYS = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:ได้(?:คะแนน|เพียง|รับคะแนน|\s?\d)|มีคะแนน|มีผล|คะแนน|อยู่ใน(?:เกณฑ์|ระดับ)|ต่ำ(?:กว่า|สุด|ที่สุด)|สูง(?:กว่า|สุด|ที่สุด|ขึ้น)|ดีขึ้น|ลดลง|เพิ่มขึ้น|ควร(?:ปรับปรุง|พัฒนา|ได้รับ)|ข้อ\s?[\dieoIEO])"
)


def _stated(about: About, span: Span, plain: str, catalogue: Catalogue, basis: str) -> bool:
    """Indicators whose name is the subject of a statement: `การใช้ทรัพย์สินของราชการได้คะแนนต่ำกว่า ๘๕`."""
    named = False
    for indicator in catalogue.indicators.values():
        for name in (indicator.name, *indicator.also):
            start = plain.find(name)
            while start >= 0:
                if _SAYS.match(plain, start + len(name)):
                    about.add_indicator(indicator.indicator_no)
                    about.add_cites(
                        "indicator_nos",
                        (
                            _based(
                                Span(span.fragment, span.start + start, span.start + start + len(name)).cite("matched"),
                                basis,
                            ),
                        ),
                    )
                    named = True
                    break
                start = plain.find(name, start + 1)
    return named


def _name_at_start(text: str, catalogue: Catalogue) -> str | None:
    """The indicator whose full name a text starts with: the name must end at a blank or the end of the text."""
    squeezed = matching.squeeze(text)
    best: tuple[int, str] | None = None
    for indicator in catalogue.indicators.values():
        for name in (indicator.name, *indicator.also):
            wanted = matching.squeeze(name)
            if squeezed.startswith(wanted) and (best is None or len(wanted) > best[0]):
                rest = _after(text, len(wanted))
                if not rest or rest[0] in " \n,)(:" or re.match(r"มี|ได้|ซึ่ง|ควร|ของหน่วย", rest):
                    best = (len(wanted), indicator.indicator_no)
    return best[1] if best else None


def _after(text: str, letters: int) -> str:
    """What follows after so many letters that are no blanks."""
    for position, letter in enumerate(text):
        if not letter.isspace():
            letters -= 1
            if letters == 0:
                return text[position + 1 :]
    return ""


def names_in_title(about: About, span: Span, catalogue: Catalogue) -> bool:
    """An indicator's name inside a short measure title: `ให้พัฒนาคุณภาพการดำเนินงาน` is about indicator 6."""
    squeezed = matching.squeeze(span.text)
    if len(squeezed) > 60:
        return False
    found: list[tuple[int, str]] = []
    for indicator in catalogue.indicators.values():
        for name in (indicator.name, *indicator.also):
            wanted = matching.squeeze(name)
            # การเปิดเผยข้อมูลสาธารณะ and the like go on: the name must end the title, and fill most of it
            if squeezed.endswith(wanted) and len(wanted) * 10 >= len(squeezed) * 5:
                found.append((len(wanted), indicator.indicator_no))
    if not found:
        return False
    about.add_indicator(max(found)[1])
    about.add_cites("indicator_nos", (span.cite("matched"),))
    return True


def printed(text: str) -> str:
    """A printed text for a message: Arabic digits, one line, at most 80 letters."""
    return re.sub(r"\s+", " ", arabic(text))[:80]
