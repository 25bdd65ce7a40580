"""What a document says of itself: title, date, years, kinds. The agency is decided in `cover`.

The assessed year (the ITA result that is analysed) and the plan year (when the measures are carried out) usually differ by
one, and a paper prints both, often on the cover without saying which it means. Each printed year is a vote by the words
before it; the periods of the measures and the years over score columns vote too.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from prongsai.extract.drafts import Doubt
from prongsai.extract.fragments import Fragment, Span, read_spans, text_of
from prongsai.extract.tables import Shaped
from prongsai.normalizers import codes, dates, matching
from prongsai.normalizers.dates import year_be
from prongsai.reference.catalogue import catalogue, years
from prongsai.schemas.trace import Cite

_YEAR = re.compile(r"(?<!\d)(?<!\d[.,/])(?P<year>25\d\d)(?![\d]|[.,]\d)")
_RESULT = re.compile(r"ผลการประเมิน|ผลคะแนน|ผลประเมิน|ข้อค้นพบ|วิเคราะห์|การประเมิน|ประเมินคุณธรรม|ITA|ผล ITA|คะแนน")
_PLAN = re.compile(
    r"ไปสู่การปฏิบัติ|มาตรการ|แผน|แนวทาง|ในการยกระดับ|ดำเนินการ(?:ใน|ตาม)|ให้แล้วเสร็จ|ภายใน(?:เดือน|ปี|ไตรมาส)?|ขับเคลื่อน|กำหนด|พัฒนา"
)
_PROGRESS = re.compile(
    r"รายงาน(?:สรุป)?ผลการ(?:ดำเนิน|ขับเคลื่อน|กำกับ|นำ)|สรุปผลการดำเนิน|ผลการดำเนิน(?:การ|งาน)(?:ตาม|เพื่อ)|ความก้าวหน้า"
)
_NO_VOTE = re.compile(r"ยุทธศาสตร์ชาติ|แผนแม่บท|พ\.ร\.บ\.|พระราชบัญญัติ|ระเบียบ|กฎหมาย|แก้ไขเพิ่มเติม|ระยะที่|ประกาศ(?:คณะ|สำนัก)")
_BEFORE = re.compile(
    r"(?:สูงกว่า|ต่ำกว่า|เทียบกับ|เปรียบเทียบกับ|มากกว่า|น้อยกว่า|เพิ่มขึ้นจาก|ลดลงจาก|สูงขึ้นจาก|กับ|และ|จาก)(?:ผลการประเมิน|ผลคะแนน|คะแนน|ของ)?(?:ประจำ)?\s*(?:ปี(?:งบประมาณ)?)?\s*(?:พ\.?ศ\.?)?\s*$"
)
_MONTH = re.compile(
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.)\s*(?:พ\.?ศ\.?\s*)?$"
)


FIRST_RESULT_YEAR_BE = 2562
"""The first fiscal year of the assessment in the form that the catalogue has."""


@dataclass(slots=True)
class Years:
    """The decided years with the cites that spoke for them."""

    assessed_year_be: int | None = None
    plan_year_be: int | None = None
    cites: dict[str, tuple[Cite, ...]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    contested: bool = False
    """Whether the paper speaks for another assessed year too, so that no sum can bear out a score's year."""


@dataclass(slots=True)
class _Votes:
    counts: Counter[int] = field(default_factory=Counter)
    cites: dict[int, list[Cite]] = field(default_factory=dict)

    def add(self, year: int, weight: int, cite: Cite | None) -> None:
        self.counts[year] += weight
        if cite is not None and len(self.cites.setdefault(year, [])) < 3:
            self.cites[year].append(cite)

    def winner(self, prefer_later: bool = True) -> int | None:
        if not self.counts:
            return None
        return max(self.counts, key=lambda year: (self.counts[year], year if prefer_later else -year))


def decide_years(
    paragraphs: list[Fragment], tables: list[Shaped], title: Title, has_plan: bool, reports_progress: bool
) -> Years:
    """Decide both years from the whole document."""
    assessed, plan = _Votes(), _Votes()
    title_years: Counter[int] = Counter()
    _vote_title(title, assessed, plan, reports_progress)
    for index, fragment in enumerate(paragraphs):
        _vote(fragment, assessed, plan, title_years, is_cover=index < 10, reports_progress=reports_progress)
    periods: Counter[int] = Counter()
    for shaped in tables:
        _vote_table(shaped, assessed, plan, periods)
    for year, count in periods.items():
        plan.add(year, min(3 * count, 14), None)
    result = Years()
    result.assessed_year_be = assessed.winner()
    result.plan_year_be = plan.winner() if has_plan or reports_progress else None
    _consistent(result, assessed, plan, periods, reports_progress)
    _conflicts(result, paragraphs, title)
    result.contested = _is_contested(result, assessed)
    by_titles = year_by_titles(tables, result.assessed_year_be)
    if by_titles is not None and by_titles != result.assessed_year_be:
        result.doubts.append(
            Doubt(
                "year-conflict",
                f"The document names {result.assessed_year_be or 'no year'} as the assessed year, but its question titles are those of the {by_titles} catalogue; codes are read with the titles' year.",
                found=str(result.assessed_year_be or ""),
                expected=str(by_titles),
                cites=tuple(assessed.cites.get(result.assessed_year_be or 0, ())),
            )
        )
        result.assessed_year_be = by_titles
    for name, votes, decided in (
        ("assessed_year_be", assessed, result.assessed_year_be),
        ("plan_year_be", plan, result.plan_year_be),
    ):
        if decided is not None and votes.cites.get(decided):
            result.cites[name] = tuple(votes.cites[decided])
    return result


def _is_contested(result: Years, assessed: _Votes) -> bool:
    """A year in the title or a heading against the rest, or a year that can be none: one digit of it may be damage."""
    year = result.assessed_year_be
    if year is None:
        return False
    # the year before is compared with, the year after is the plan's
    near = (year - 1, year, year + 1, result.plan_year_be)
    others = [votes for other, votes in assessed.counts.items() if other not in near]
    return (
        any(doubt.code == "year-conflict" and doubt.found not in {str(one) for one in near} for doubt in result.doubts)
        or year < FIRST_RESULT_YEAR_BE
        or (max(others, default=0) * 3 >= assessed.counts[year])
    )


def _vote(
    fragment: Fragment, assessed: _Votes, plan: _Votes, titles: Counter[int], is_cover: bool, reports_progress: bool
) -> None:
    plain = fragment.plain
    for match in _YEAR.finditer(plain):
        year = year_be(int(match["year"]))
        if year is None or year > 2573:
            continue
        left = plain[max(0, match.start() - 110) : match.start()]
        if (
            _NO_VOTE.search(left[-80:])
            or _MONTH.search(left)
            or re.search(r"[-–]\s*(?:พ\.?ศ\.?\s*)?$", left)
            or re.match(r"\s*[-–]\s*(?:พ\.?ศ\.?\s*)?25", plain[match.end() :])
        ):
            continue
        cite = Span(fragment, match.start(), match.end()).cite()
        heading_like = is_cover and len(plain) < 260
        result_words = [m.end() for m in _RESULT.finditer(left)]
        plan_words = [m.end() for m in _PLAN.finditer(left)]
        progress_words = _PROGRESS.search(left if len(plain) > 260 else plain[: match.start()])
        earlier = _BEFORE.search(left) is not None
        if progress_words and (not result_words or progress_words.end() >= result_words[-1] - 3):
            plan.add(year, 8 if heading_like else 3, cite)
            continue
        raises = re.search(
            r"ยกระดับ(?:ผล)?(?:การประเมิน|คะแนน)?[^ ]{0,40}\s?(?:\(?ITA\)?)?\s?(?:ใน|ประจำ)?(?:ปีงบประมาณ|ปี)?\s?(?:พ\.?ศ\.?)?\s?$",
            left,
        )
        near_result = result_words and not raises and (not plan_words or result_words[-1] > plan_words[-1])
        if near_result:
            assessed.add(year, 1 if earlier else 6 if heading_like else 3, cite)
        elif plan_words:
            plan.add(year, 3 if heading_like else 2, cite)
            if heading_like and not reports_progress:
                assessed.add(year, 1, cite)
        elif is_cover:
            assessed.add(year, 1, cite)
            titles[year] += 1


def _vote_title(title: Title, assessed: _Votes, plan: _Votes, reports_progress: bool) -> None:
    """A cover prints its title on several lines: the year stands on one, what it is the year of on another."""
    if title.text is None or len(title.fragments) < 2:
        return
    for match in _YEAR.finditer(title.text):
        year = year_be(int(match["year"]))
        left = title.text[: match.start()]
        if year is None:
            continue
        if reports_progress and _PROGRESS.search(left):
            plan.add(year, 8, title.cites[0])
        elif re.search(r"วิเคราะห์|ผลการประเมิน|ผลคะแนน", left):
            assessed.add(year, 4, title.cites[0])


def _conflicts(result: Years, paragraphs: list[Fragment], title: Title) -> None:
    """Headings that name another year than the one decided: the paper's own slips, or recognition's."""
    known = {result.assessed_year_be, result.plan_year_be}
    if result.assessed_year_be is None:
        return
    for index, fragment in enumerate(paragraphs):
        plain = fragment.plain
        if len(plain) > 260 and index > 3:
            found = [m for m in _YEAR.finditer(plain) if _of_report(plain, m)]
            for match in found[:1]:
                year = int(match["year"])
                # from 2555 on a year may be told of (ตั้งแต่ปีงบประมาณ ๒๕๖๑); only the report's own year is held against it
                told = year >= 2555 and not re.search(
                    r"ประจำปี(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*$", plain[max(0, match.start() - 40) : match.start()]
                )
                if (
                    year < FIRST_RESULT_YEAR_BE
                    and not told
                    and not _NO_VOTE.search(plain[max(0, match.start() - 90) : match.start()])
                ):
                    _conflict(result, fragment, match, year, "the text")
            continue
        years = [
            (match, int(match["year"]))
            for match in _YEAR.finditer(plain)
            if not _MONTH.search(plain[max(0, match.start() - 40) : match.start()])
            and not _NO_VOTE.search(plain[max(0, match.start() - 90) : match.start()])
        ]
        named = {year for _, year in years}
        for match, year in years:
            if year in known and not (year == result.plan_year_be and result.assessed_year_be not in named):
                continue
            left = plain[max(0, match.start() - 60) : match.start()]
            result_word = re.search(r"ผลการประเมิน|วิเคราะห์ผล|ผลคะแนน", left)
            plan_word = re.search(
                r"มาตรการ|แผน|แนวทาง|ปรับปรุง|ยกระดับ|ไปสู่", left[result_word.end() :] if result_word else left
            )
            if year in known:
                # the plan's year printed as the year of the result that is analysed
                if (
                    result_word
                    and not plan_word
                    and not _PROGRESS.search(left)
                    and re.search(r"การวิเคราะห์ผล|วิเคราะห์ผล", left)
                ):
                    _conflict(result, fragment, match, year, "a heading")
            elif year < FIRST_RESULT_YEAR_BE and _of_report(plain, match):
                _conflict(result, fragment, match, year, "a heading")
        if (
            result.plan_year_be
            and _PROGRESS.search(plain)
            and len(plain) < 120
            and named
            and result.plan_year_be not in named
            and index > 2
        ):
            match, year = years[-1]
            if year == result.plan_year_be - 1 and not re.search(r"ผลการประเมิน|ITA|คะแนน", plain):
                _conflict(result, fragment, match, year, "a heading", expected=result.plan_year_be)


def _of_report(plain: str, match: re.Match[str]) -> bool:
    return (
        re.search(r"(?:ประจำ)?ปี(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*$", plain[max(0, match.start() - 40) : match.start()])
        is not None
    )


def _conflict(
    result: Years, fragment: Fragment, match: re.Match[str], year: int, where: str, expected: int | None = None
) -> None:
    wanted = expected or result.assessed_year_be
    result.doubts.append(
        Doubt(
            "year-conflict",
            f"In {where} stands the year {year}, where the rest of the document is of {wanted}: {fragment.plain[max(0, match.start() - 40) : match.end()].strip()!r}.",
            found=str(year),
            expected=str(wanted),
            cites=(Span(fragment, match.start(), match.end()).cite(),),
        )
    )


def _vote_table(shaped: Shaped, assessed: _Votes, plan: _Votes, periods: Counter[int]) -> None:
    score_years = [shaped.columns[c].year_be for c in shaped.having("score")]
    known = [year for year in score_years if year]
    if known:
        latest = shaped.columns[next(c for c in shaped.having("score") if shaped.columns[c].year_be == max(known))]
        assessed.add(
            max(known), 8, Span(latest.content[0], 0, len(latest.content[0].text)).cite() if latest.content else None
        )
    for c in shaped.having("finding", "weakness"):
        year = shaped.columns[c].year_be
        if year:
            content = shaped.columns[c].content
            assessed.add(year, 6, Span(content[0], 0, len(content[0].text)).cite() if content else None)
    for c in shaped.having("period"):
        for row in shaped.rows:
            found = dates.read_period(row.text(c)) if row.text(c) and len(row.text(c)) < 120 else None
            if found is not None and found.fiscal_year_be:
                periods[found.fiscal_year_be] += 1
    for c in shaped.having("measure", "measure_steps", "steps", "monitoring"):
        for row in shaped.rows:
            for fragment in row.contents[c]:
                for match in re.finditer(
                    r"ปีงบประมาณ\s*(?:พ\.?ศ\.?)?\s*(25\d\d)|(?:เดือน)?\s*(?:ตุลาคม|พฤศจิกายน|ธันวาคม)\s*(25\d\d)",
                    fragment.plain,
                ):
                    year = year_be(int(match[1] or match[2]))
                    if year and not re.search(
                        r"ผลการประเมิน|ข้อค้นพบ|ITA", fragment.plain[max(0, match.start() - 30) : match.start()]
                    ):
                        plan.add(year, 1, Span(fragment, match.start(), match.end()).cite())


def _consistent(result: Years, assessed: _Votes, plan: _Votes, periods: Counter[int], reports_progress: bool) -> None:
    """A plan follows the result it rests on; periods printed in the table are the surest word on the plan's year."""
    if result.plan_year_be is not None and periods:
        commonest = max(periods, key=lambda year: (periods[year], year))
        if periods[commonest] * 2 > sum(periods.values()):
            result.plan_year_be = commonest
    a, p = result.assessed_year_be, result.plan_year_be
    if a is None or p is None or p - a == 1:
        return
    if a >= p:
        before = assessed.counts.get(p - 1, 0)
        after = plan.counts.get(a + 1, 0) + (periods.get(a + 1, 0) * 3)
        strong_plan = periods.get(p, 0) >= 1 or (reports_progress and plan.counts[p] >= 8)
        if before and before * 3 >= assessed.counts[a] and strong_plan:
            result.assessed_year_be = p - 1
        elif after and not strong_plan:
            result.plan_year_be = a + 1


def year_by_titles(tables: list[Shaped], voted: int | None) -> int | None:
    """The year whose catalogue the printed question titles are those of; the voted year where the titles do not refuse it."""
    samples: list[tuple[str, str]] = []
    for shaped in tables:
        for row in shaped.rows:
            for content in row.contents:
                text = text_of(content)
                if not 10 <= len(text) <= 400:
                    continue
                cell = codes.read_cell(text)
                if cell is not None and len(cell.codes) == 1 and len(matching.squeeze(text[cell.rest :])) >= 10:
                    samples.append((cell.codes[0], text[cell.rest :]))
                    break
            if len(samples) >= 24:
                break
    if len(samples) < 3:
        return None
    means: dict[int, float] = {}
    for year in years():
        items = catalogue(year).items
        known = [
            matching.ratio(title, items[code].title) if code in items else 0
            for code, title in samples
            if any(c[0] == code[0] for c in items)
        ]
        if len(known) >= 3:
            means[year] = sum(known) / len(known)
    if not means:
        return None
    best = max(means.values())
    if best < 80 or (voted in means and means[voted] >= best - 12):
        return None
    if voted is not None and voted not in means:
        return None
    near = [year for year, mean in means.items() if mean >= best - 2]
    return min(near, key=lambda year: (abs(year - (voted or year)), -year))


_TITLE_WORDS = re.compile(
    r"มาตรการ|รายงาน|แผน|ผลการประเมิน|วิเคราะห์|สรุป|การประเมิน|แนวทาง|ประจำปี|ปีงบประมาณ|ในการดำเนินงาน|ภายใน|คุณธรรม|ความโปร่งใส|เพื่อ|ตาม|รอบ|หน่วยงาน|ITA"
)
_ADDRESS = re.compile(
    r"^\W*(?:ของ|โดย)?\s*(?:เทศบาล|องค์การบริหารส่วน|อบต|อบจ|ทต\.|ทม\.|ทน\.|เมืองพัทยา|กรุงเทพมหานคร|มหาวิทยาลัย|กรม|สำนักงาน|โรงพยาบาล|อำเภอ|อ\.|ตำบล|ต\.|จังหวัด|จ\.|วันที่|โทร)"
)
_TITLE_OPENS = re.compile(
    r"^\W*(?:\(?ร่าง\)?\s*)?(?:มาตรการ|รายงาน|แผน|ผล(?:คะแนน|สรุป|การ(?:ประเมิน|วิเคราะห์|ดำเนิน|ขับเคลื่อน))|วิเคราะห์|การ(?:วิเคราะห์|ประเมิน|ดำเนินการ|กำหนด|นำผล|ขับเคลื่อน|ยกระดับ|ติดตาม|รายงาน|ส่งเสริม)|สรุป|แนวทาง|แบบรายงาน|บทวิเคราะห์|ประกาศ)"
)
_NO_TITLE = re.compile(r"ซึ่ง|เนื่องจาก|เพราะ|พบว่า|จุด(?:เด่น|แข็ง|อ่อน|ที่)|\d\s*คะแนน|\d\.\d\d")
"""Words of the text under a title (บทวิเคราะห์, and then the analysis itself)."""
_SUBJECT_LINE = re.compile(r"เรื่อง\s*[.:…]*\s*(?P<subject>\S.*)", re.DOTALL)
_DATE_LINE = re.compile(r"(?:วันที่|ณ วันที่|ลงวันที่|ประกาศ ณ)")


@dataclass(slots=True)
class Title:
    """The document's own title and where it was read."""

    text: str | None = None
    cites: tuple[Cite, ...] = ()
    fragments: list[Fragment] = field(default_factory=list)


def is_memo(paragraphs: list[Fragment]) -> bool:
    """Whether the document is, or opens with, an official memo."""
    head = paragraphs[:40]
    if any(matching.squeeze(fragment.text).startswith("บันทึกข้อความ") and len(fragment.text) < 60 for fragment in head):
        return True
    opened = {
        label
        for fragment in head
        for label in ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน")
        if fragment.text.strip().startswith(label)
    }
    return len(opened) >= 4


def decide_title(paragraphs: list[Fragment], memo: bool) -> Title:
    """The memo's subject line, else the title on the cover: lines of it up to the agency's own."""
    if memo:
        for index, fragment in enumerate(paragraphs[:40]):
            for line_start, line_end in _lines(fragment):
                match = _SUBJECT_LINE.match(fragment.text[line_start:line_end].lstrip())
                if match and fragment.text[line_start:].lstrip().startswith("เรื่อง"):
                    start = line_start + fragment.text[line_start:].index(match["subject"])
                    return _subject(fragment, start, paragraphs[index + 1 :])
    spans: list[Span] = []
    for fragment in paragraphs[:12]:
        if len(fragment.text) > 420 and not spans:
            break
        stop = False
        for line_start, line_end in _lines(fragment):
            line = fragment.text[line_start:line_end]
            if not line.strip(" *#"):
                continue
            if not spans and not _TITLE_OPENS.match(line):
                continue
            cut = _title_end(line)
            if (
                cut == 0
                or (spans and not _TITLE_WORDS.search(line[:cut]))
                or len(line) > 300
                or (spans and _NO_TITLE.search(line))
            ):
                stop = bool(spans)
                break
            spans.append(Span(fragment, line_start, line_start + cut).strip())
            if cut < len(line):
                stop = True
                break
        if stop:
            break
        if spans and len(spans) >= 4:
            break
    if not spans:
        return Title()
    text, cites = read_spans(spans)
    return Title(
        re.sub(r"\s+", " ", text).strip(" *#"),
        cites,
        list({span.fragment.at: span.fragment for span in spans}.values()),
    )


def _lines(fragment: Fragment) -> Iterable[tuple[int, int]]:
    position = 0
    for line in fragment.text.split("\n"):
        yield position, position + len(line)
        position += len(line) + 1


def _title_end(line: str) -> int:
    """Where the title ends in a line: before the agency's own line, or before its address on the same line."""
    if _ADDRESS.match(line):
        return 0
    match = re.search(
        r"\s+(?:ของ)?(?:เทศบาล(?:เมือง|นคร|ตำบล)|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.)\S+\s+(?:ตำบล|อำเภอ|อ\.|จังหวัด|จ\.)",
        line,
    )
    return match.start() if match else len(line)


def _subject(fragment: Fragment, start: int, following: list[Fragment]) -> Title:
    """A memo's subject: it may run over the next lines, up to the line that opens with เรียน."""
    spans: list[Span] = []
    text = fragment.text
    end = len(text)
    stop = re.search(r"\n\s*(?:เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)", text[start:])
    if stop:
        end = start + stop.start()
    spans.append(Span(fragment, start, end).strip())
    if not stop:
        for other in following[:2]:
            if re.match(r"\W*(?:เรียน|อ้างถึง|สิ่งที่ส่ง|ตามที่|ด้วย|ที่|วันที่|\(?[๑1][.)])", other.text) or len(other.text) > 200:
                break
            spans.append(Span(other, 0, len(other.text)).strip())
    value, cites = read_spans(spans)
    return Title(re.sub(r"\s+", " ", value).strip(" .…"), cites, [span.fragment for span in spans])


IssuedOn = tuple[datetime.date | None, tuple[Cite, ...]]


def decide_issued_on(paragraphs: list[Fragment], memo: bool) -> IssuedOn:
    """The date printed on the memo or document: on a line of its own or after วันที่, near its start or its end."""
    head, tail = paragraphs[: 25 if memo else 12], paragraphs[-8:]
    for fragment in [*head, *tail]:
        text = fragment.text
        for line_start, line_end in _lines(fragment):
            line = text[line_start:line_end]
            found = dates.find_date(line)
            if found is None:
                continue
            before = line[: found[0]]
            labelled = _DATE_LINE.search(before) is not None and len(before) < 130
            alone = len(line.strip()) - (found[1] - found[0]) < 25 and not before.strip(" .…:()ณวันที่ลงประกาศ")
            if (
                labelled and (line.strip().startswith(("วันที่", "ณ วันที่", "ลงวันที่", "ประกาศ", "ที่", "จัดทำ", "ข้อมูล ณ")))
            ) or alone:
                return found[2], (Span(fragment, line_start + found[0], line_start + found[1]).cite(),)
    return None, ()
