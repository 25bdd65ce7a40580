"""Names of bodies and places: what is none first, then what is one, then damage, laws and speed."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.normalizers.agencies import RegistryRow, Resolved, find_locations, find_names, other_names, resolve
from prongsai.normalizers.mentions import kind_words
from prongsai.normalizers.placenames import rows
from prongsai.reference import places

# --- the gazetteer


def test_every_code_begins_with_the_code_above_it() -> None:
    known_provinces = {province.code for province in places.provinces()}
    known_districts = {district.code for district in places.districts()}
    assert all(d.code[:2] == d.province_code and d.province_code in known_provinces for d in places.districts())
    assert all(s.code[:4] == s.district_code and s.district_code in known_districts for s in places.subdistricts())


def test_names_are_bare() -> None:
    names = [*places.all_names(), *places.place_names("district")]
    assert not [name for name in names if name.startswith(("อำเภอ", "จังหวัด", "ตำบล", "เทศบาล", "เขตพ")) or "(" in name]


def test_a_body_may_bear_the_name_of_its_province_but_not_of_another_districts_place() -> None:
    seat = places.districts_named("เมืองลพบุรี")[0]
    assert {"ลพบุรี", "เมืองลพบุรี"} <= places.body_names(seat.code)
    assert "โคกสำโรง" not in places.body_names(seat.code)
    assert "โคกสำโรง" in places.province_body_names(seat.province_code)


# --- the table


@pytest.mark.parametrize("row_id", sorted(kind_words()))
def test_a_kind_word_fires_on_its_example_and_spares_the_rest(row_id: str) -> None:
    row = rows()[row_id]
    found = find_names(row["example"])
    assert [(item.kind, item.kind_word) for item in found] == [(row["kind"], row["word"])]
    assert [find_names(spare) for spare in row["spare"]] == [[] for _ in row["spare"]]


@pytest.mark.parametrize("row_id", ["place.subdistrict", "place.district", "place.province"])
def test_a_place_word_fires_on_its_example_and_spares_the_rest(row_id: str) -> None:
    row = rows()[row_id]
    text, name = row["example"]
    assert [(item.level, item.name) for item in find_locations(text) if item.level == row["level"]] == [
        (row["level"], name)
    ]
    for spare in row["spare"]:
        assert [item for item in find_locations(spare) if item.level == row["level"]] == []


@pytest.mark.parametrize("row_id", sorted(row_id for row_id in rows() if row_id.startswith(("name.", "body."))))
def test_a_word_list_decides_its_example(row_id: str) -> None:
    text, name = rows()[row_id]["example"]
    assert [item.name for item in find_names(text)] == [name]
    for spare in rows()[row_id]["spare"]:
        assert name not in [item.name for item in find_names(spare)]


# --- what is no name


@pytest.mark.parametrize(
    "text",
    [
        "ของเทศบาล ประจำปีงบประมาณ",
        "สำนักปลัดเทศบาล",
        "สำนัก ปลัดเทศบาล กองคลัง",
        "นายกเทศมนตรีเมืองลพบุรี",
        "ปลัดเทศบาลเมือง หัวหน้าสำนักปลัด",
        "องค์กรปกครองส่วนท้องถิ่น",
        "อยู่ลำดับที่ ๖๑ ของเทศบาลตำบลในจังหวัดเชียงใหม่",
        "หน่วยงานประเภทองค์การบริหารส่วนตำบล แบบวัด IIT ได้ ๘๖.๓๐ คะแนน",
        "อันดับที่ ๙๕ ของหน่วยงานประเภทเทศบาลเมือง (สูงกว่า",
        "รายงานนายก อบต. ภายใน ๑๕ วัน",
        "ความเห็นปลัด อบต. .......",
        "เพจ อบต. และตอบกลับ",
        "สำนักปลัด อบจ. (ฝ่ายประชาสัมพันธ์)",
        "ผู้รอบตอบแบบวัด",
        "สภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗",
        "คณะกรรมการพนักงานเทศบาลจังหวัด",
        "สำนักงาน ป.ป.ช. กำหนด",
        "กรมส่งเสริมการปกครองท้องถิ่น",
        "๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗",
    ],
)
def test_a_kind_word_without_a_name_is_no_mention(text: str) -> None:
    assert find_names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "จังหวัดทุกจังหวัด",
        "ตำบลใกล้เคียง",
        "อำเภอและจังหวัด",
        "อำเภอ/จังหวัด",
        "๑ ต.ค.๖๖ - ๓๐ ก.ย.๖๗",
        "หัวหน้าสำนัก/ผอ.กอง ติดตาม",
        "พ.ต.อ.เมือง",
        "อ.สมชาย ใจดี",
        "ในเขตเทศบาล",
        "แขวงทางหลวง",
        "นายกเทศมนตรีตำบลหนองวัวซอ",
        "เทศบาล ตำบลสันปูเลย",
        "องค์การบริหารส่วน ตำบลหันนางาม",
        "องค์การบริหารส่วนจังหวัดสุโขทัย",
    ],
)
def test_a_place_word_without_a_place_is_no_location(text: str) -> None:
    assert find_locations(text) == []


def test_a_district_name_that_ends_like_an_abbreviation_is_no_body() -> None:
    assert [item.kind for item in find_names("อำเภอแหลมงอบ จังหวัดตราด") if item.kind != "other"] == []


def test_a_cover_without_a_body_gives_none() -> None:
    text = "อำเภอเมืองลพบุรี จังหวัดลพบุรี"
    assert resolve(find_names(text, damaged=True), find_locations(text, damaged=True)) is None


# --- what is one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เทศบาลเมืองเพชรบูรณ์จึงได้ดำเนินการวิเคราะห์", "เทศบาลเมืองเพชรบูรณ์"),
        ("เทศบาลตำบลสันปู่เลยมีประสิทธิภาพในปีถัดไป", "เทศบาลตำบลสันปู่เลย"),
        ("ของเทศบาล ตำบลอุดมธรรมให้รับทราบโดยทั่วกัน", "เทศบาลตำบลอุดมธรรม"),
        ("องค์การ บริหารส่วน ตำบลหัน นางาม ได้", "องค์การบริหารส่วนตำบลหันนางาม"),
        ("เรียน นายกอบต.ร่องกาศ", "องค์การบริหารส่วนตำบลร่องกาศ"),
        ("อบต.ในเมือง อำเภอเมือง", "องค์การบริหารส่วนตำบลในเมือง"),
        ("เทศบาลนครนครศรีธรรมราชได้รับ", "เทศบาลนครนครศรีธรรมราช"),
        ("เทศบาลเมืองสุไหงโก-ลก อำเภอสุไหงโก-ลก", "เทศบาลเมืองสุไหงโก-ลก"),
        ("ด้านหน้าเทศบาลเมืองลพบุรี - ให้พนักงานทุกคนยิ้มแย้ม", "เทศบาลเมืองลพบุรี"),
        ("เทศบาลตำบลเขาสมิงไมมีขอจำกัด", "เทศบาลตำบลเขาสมิง"),
        ("องค์การบริหารส่วนจังหวัดสุโขทัย  ถนนนิกรบำรุง", "องค์การบริหารส่วนจังหวัดสุโขทัย"),
        ("สำนักปลัดเทศบาล เทศบาลตำบลหนองวัวซอ อำเภอหนองวัวซอ", "เทศบาลตำบลหนองวัวซอ"),
        ("ทต.สันปูเลย อ.ดอยสะเก็ด", "เทศบาลตำบลสันปูเลย"),
    ],
)
def test_names_end_where_they_end(text: str, expected: str) -> None:
    assert [item.full_name for item in find_names(text) if item.kind != "other"] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("อ.เมือง จ.ลำปาง", [("district", "เมืองลำปาง"), ("province", "ลำปาง")]),
        ("อำเภอเมือง จังหวัดลำปาง", [("district", "เมืองลำปาง"), ("province", "ลำปาง")]),
        ("อำเภอเมืองลำปาง ลำปาง 52000", [("district", "เมืองลำปาง"), ("province", "ลำปาง")]),
        ("ต.หันนางามอ.นากลางจ.เลย", [("subdistrict", "หันนางาม"), ("district", "นากลาง"), ("province", "เลย")]),
        ("เขตบางรัก กรุงเทพมหานคร", [("district", "บางรัก"), ("province", "กรุงเทพมหานคร")]),
        ("จังหวัด หนองบัว ลำภู", [("province", "หนองบัวลำภู")]),
    ],
)
def test_locations(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.level, item.name) for item in find_locations(text)] == expected


# --- the triple


def _read(cover: str, registry: list[RegistryRow] | None = None, body: str = "") -> Resolved:
    found = resolve(find_names(cover, damaged=True), find_locations(cover, damaged=True), registry, find_names(body))
    assert found is not None
    return found


def test_a_clean_cover_is_read_with_all_codes_and_no_doubt() -> None:
    found = _read("ส่วนราชการ กองคลัง เทศบาลเมืองลพบุรี อำเภอเมืองลพบุรี จังหวัดลพบุรี")
    assert found.agency.name == "เทศบาลเมืองลพบุรี"
    assert found.agency.kind == "town_municipality"
    assert (found.agency.district, found.agency.district_code) == ("เมืองลพบุรี", "1601")
    assert (found.agency.province, found.agency.province_code) == ("ลพบุรี", "16")
    assert found.agency.subdistrict is None
    assert found.agency.agency_code is None
    assert set(found.basis.values()) == {"read"}
    assert found.doubts == ()


def test_spans_lead_to_what_is_printed() -> None:
    cover = "แผนของ อบต.โพนสูง\nตำบลโพนสูง อำเภอสว่างแดนดิน จังหวัดสกลนคร"
    found = _read(cover)
    cut = {field: cover[start:end] for field, (start, end) in found.spans.items()}
    assert cut["name"] == "อบต.โพนสูง"
    assert cut["kind"] == "อบต."
    assert cut["subdistrict"] == found.agency.subdistrict == "โพนสูง"
    assert cut["district"] == cut["district_code"] == "สว่างแดนดิน"
    assert cut["province"] == "สกลนคร"


def test_a_damaged_name_and_district_are_repaired_within_the_province() -> None:
    found = _read("เทศบาลตำบลสันปู่เลย\n\nอำเภออดอยสะเก็ด จังหวัดเชียงใหม่")
    assert (found.agency.name, found.agency.district) == ("เทศบาลตำบลสันปูเลย", "ดอยสะเก็ด")
    assert (found.basis["name"], found.basis["district"], found.basis["province"]) == ("matched", "matched", "read")
    assert found.printed == "เทศบาลตำบลสันปู่เลย"
    assert [(doubt.code, doubt.field, doubt.found) for doubt in found.doubts] == [
        ("name-varies", "name", "เทศบาลตำบลสันปู่เลย"),
        ("name-varies", "district", "อดอยสะเก็ด"),
    ]


def test_a_real_name_of_another_district_is_not_repaired() -> None:
    found = _read("เทศบาลตำบลสันป่าตอง อำเภอดอยสะเก็ด จังหวัดเชียงใหม่")
    assert found.agency.name == "เทศบาลตำบลสันป่าตอง"
    assert [(doubt.code, doubt.severity) for doubt in found.doubts] == [("agency-unresolved", "warning")]


@pytest.mark.parametrize("name", ["สื่อสุนทรีย์", "สันปุนโดย", "ธาตุพนมใต้"])
def test_a_name_close_to_none_stays_as_printed(name: str) -> None:
    where = "อำเภอธาตุพนม จังหวัดนครพนม" if name == "ธาตุพนมใต้" else "อำเภอดอยสะเก็ด จังหวัดเชียงใหม่"
    found = _read(f"เทศบาลตำบล{name} {where}")
    assert found.agency.name == "เทศบาลตำบล" + name
    assert [(doubt.code, doubt.severity) for doubt in found.doubts] == [("agency-unresolved", "warning")]


def test_an_unknown_name_printed_often_and_alike_is_accepted() -> None:
    found = _read("เทศบาลตำบลอุดมธรรม อำเภอเมือง จังหวัดลำปาง", body="เทศบาลตำบลอุดมธรรม ได้ ของเทศบาลตำบลอุดมธรรม")
    assert found.agency.name == "เทศบาลตำบลอุดมธรรม"
    assert [doubt.severity for doubt in found.doubts] == ["info"]


def test_a_province_is_not_invented() -> None:
    found = _read("อบต.หันนางาม อ.ศรีบุญเรือง")
    assert found.agency.district == "ศรีบุญเรือง"
    assert (found.agency.province, found.agency.province_code, found.agency.district_code) == (None, None, None)
    assert "province" not in found.spans


def test_a_province_inside_a_name_is_printed() -> None:
    found = _read("องค์การบริหารส่วนจังหวัดสุโขทัย  ถนนนิกรบำรุง อำเภอเมืองสุโขทัย")
    assert (found.agency.province, found.agency.district, found.agency.district_code) == ("สุโขทัย", "เมืองสุโขทัย", "6401")
    seat = _read("เทศบาลเมืองพิชัย อำเภอเมืองลำปาง")
    assert seat.agency.province == "ลำปาง"


def test_a_district_of_another_province_is_kept_and_doubted() -> None:
    found = _read("เทศบาลตำบลสันปูเลย อำเภอดอยสะเก็ด จังหวัดลำปาง")
    assert (found.agency.province, found.agency.district) == ("ลำปาง", "ดอยสะเก็ด")
    assert found.agency.district_code is None
    assert ("agency-unresolved", "district", "paper") in [(d.code, d.field, d.blame) for d in found.doubts]


def test_a_cleaner_repetition_of_the_title_wins_over_a_damaged_one() -> None:
    found = _read("เทศบาลตำบลสันปุเลบ อำเภอดอยสะเกด จังหวัดเชียงใหม\n\nเทศบาลตำบลสันปูเลย อำเภอดอยสะเก็ด จังหวัดเชียงใหม่")
    assert found.agency.name == "เทศบาลตำบลสันปูเลย"
    assert set(found.basis.values()) == {"read"}


def test_marks_lost_by_a_text_layer_are_put_back() -> None:
    found = _read("เทศบาลตำบลทาขาม อำเภอเวียงแกน จังหวัดเชียงราย")
    assert (found.agency.name, found.agency.district) == ("เทศบาลตำบลท่าข้าม", "เวียงแก่น")


def test_a_damaged_kind_word_is_read_where_an_address_follows() -> None:
    found = _read("องค์การบรีหารส่วนตำบหันนางามอำเอศรีบุญเรือง จงหวัดหนองบัวลำภู")
    assert found.agency.name == "องค์การบริหารส่วนตำบลหันนางาม"
    assert (found.agency.district, found.agency.province) == ("ศรีบุญเรือง", "หนองบัวลำภู")
    assert found.basis["kind"] == "matched"


def test_a_registry_gives_the_code_and_names_the_gazetteer_lacks() -> None:
    registry = [
        RegistryRow("เทศบาลตำบลอุดมธรรม", "ลำปาง", "เมืองลำปาง", "X1"),
        RegistryRow("เทศบาลตำบลอุดมธรรม", "บุรีรัมย์", "นาโพธิ์", "X2"),
        RegistryRow("เทศบาลเมืองพิชัย", "จังหวัดลำปาง", "อำเภอเมืองลำปาง", "X3"),
    ]
    damaged = _read("เทศบาลตำบลอุดมธรรร อ.เมือง จ.ลำปาง", registry)
    assert (damaged.agency.name, damaged.agency.agency_code) == ("เทศบาลตำบลอุดมธรรม", "X1")
    assert damaged.basis["name"] == "matched"
    assert _read("เทศบาลเมืองพิชัย อำเภอเมืองลำปาง จังหวัดลำปาง", registry).agency.agency_code == "X3"
    assert _read("เทศบาลตำบลพิชัย อำเภอเมืองลำปาง จังหวัดลำปาง", registry).agency.agency_code is None


def test_a_body_of_another_kind_keeps_its_printed_name() -> None:
    found = _read("รายงานของ มหาวิทยาลัยราชภัฏเชียงใหม่ อำเภอเมือง จังหวัดเชียงใหม่ ตามที่สำนักงาน ป.ป.ช. กำหนด")
    assert (found.agency.name, found.agency.kind) == ("มหาวิทยาลัยราชภัฏเชียงใหม่", "other")
    assert found.agency.province_code == "50"


# --- other names


def test_other_names_are_told_apart() -> None:
    resolved = _read("องค์การบริหารส่วนตำบลหันนางาม อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู")
    body = (
        "อบต.หันนางาม ของเทศบาล เทศบาลหันนางาม สำนักงาน ป.ป.ช. กรมส่งเสริมการปกครองท้องถิ่น อบต.หันนางามได้ "
        "องค์การบริหารส่วนตำบลหันนางา เทศบาลตำบลหันนางาม อบจ.หนองบัวลำภู อบจ.เลย เทศบาล ตำบลอุดมธรรมให้รับทราบ อบต.หันนางาม"
    )
    found = [(other.found, other.relation, other.severity) for other in other_names(find_names(body), resolved)]
    assert found == [
        ("องค์การบริหารส่วนตำบลหันนางา", "damaged", "info"),
        ("เทศบาลตำบลหันนางาม", "other-kind", "warning"),
        ("องค์การบริหารส่วนจังหวัดหนองบัวลำภู", "superior", "info"),
        ("องค์การบริหารส่วนจังหวัดเลย", "other-body", "warning"),
        ("เทศบาลตำบลอุดมธรรม", "no-body", "warning"),
    ]


def test_a_report_that_names_only_itself_has_no_other_names() -> None:
    cover = "เทศบาลเมืองลพบุรี อำเภอเมืองลพบุรี จังหวัดลพบุรี"
    body = "เทศบาลเมืองลพบุรี ได้วิเคราะห์ ของเทศบาลเมืองลพบุรีทราบ ห้องประชุมเทศบาลเมืองลพบุรี โดยมี นายกเทศมนตรีลพบุรี"
    assert other_names(find_names(body), _read(cover)) == []


# --- laws

_WORDS = (
    "เทศบาล ตำบล เมือง นคร องค์การ บริหาร ส่วน จังหวัด อำเภอ อบต. อบต อ. จ. ต. ต.ค. เขต สันปูเลย สันปู่เลย ลำปาง ดอยสะเก็ด "
    "ได้ และ ในเมือง ป.ป.ช. กรม สำนักงาน มหาวิทยาลัย กรุงเทพมหานคร ่ ์ ำ เ - . ๑๙ ITA"
)
_PIECES = st.sampled_from([*_WORDS.split(" "), " ", "\n", "  ", "", "\t", "\u0e4d"])


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=60), st.booleans())
@settings(max_examples=300, deadline=None)
def test_finding_never_raises_and_spans_are_in_order(text: str, damaged: bool) -> None:
    mentions, locations = find_names(text, damaged=damaged), find_locations(text, damaged=damaged)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.name_start <= mention.end
        end = mention.end
    for before, after in itertools.pairwise(locations):
        assert before.start <= after.start
    for place in locations:
        assert 0 <= place.opens_at <= place.start < place.end <= len(text)
    found = resolve(mentions, locations)
    if found is not None:
        assert set(found.spans) == set(found.basis)
        assert all(0 <= start <= stop <= len(text) for start, stop in found.spans.values())
        assert (found.agency.province is None) <= (found.agency.province_code is None)
        other_names(mentions, found)


_BODIES = [
    (subdistrict, district, province)
    for subdistrict in places.subdistricts()[:: 7436 // 240]
    if (province := places.province_of(subdistrict.province_code)) and province.code != places.BANGKOK
    for district in places.districts_in(province.code).values()
    if district.code == subdistrict.district_code and "(" not in subdistrict.name and len(subdistrict.name) > 2
]


_STYLES = ["{k}{s}\nอำเภอ{d} จังหวัด{p}", "ของ{k}{s} อำเภอ{d}จังหวัด{p} ประจำปี", "{k}{s} อ.{d} จ.{p}"]


@given(st.sampled_from(_BODIES), st.sampled_from(_STYLES))
@settings(max_examples=150, deadline=None)
def test_every_organisation_named_after_its_subdistrict_is_read(
    body: tuple[places.Subdistrict, places.District, places.Province], style: str
) -> None:
    subdistrict, district, province = body
    cover = style.format(k="องค์การบริหารส่วนตำบล", s=subdistrict.name, d=district.name, p=province.name)
    found = _read(cover)
    assert found.agency.name == "องค์การบริหารส่วนตำบล" + subdistrict.name
    assert (found.agency.district_code, found.agency.province_code) == (district.code, province.code)
    assert found.doubts == ()


_SIMILAR = dict(zip("ดคบปผพทมนขถก", "คดปบฝฟหนมชกถ", strict=True))
_MARKS = "ัิีึืุู็่้๊๋์"


def _damaged(text: str, rate: float, seed: int) -> str:
    """Letters confused, lost, doubled or split off; marks lost. Nothing here is known to the readers as a rule."""
    dice = random.Random(seed)
    out: list[str] = []
    for sign in text:
        if sign == "\n" or dice.random() >= rate:
            out.append(sign)
        elif sign in _MARKS:
            out.append("")
        elif sign in _SIMILAR:
            out.append(dice.choice([_SIMILAR[sign], " " + sign, "", sign + sign]))
        else:
            out.append(dice.choice([sign, "" if sign == " " else " " + sign if "ก" <= sign <= "ฮ" else sign]))
    return "".join(out)


@pytest.mark.parametrize(("rate", "right_floor", "silent_ceiling"), [(0.02, 0.95, 0.005), (0.05, 0.85, 0.01)])
def test_damage_is_repaired_or_reported(rate: float, right_floor: float, silent_ceiling: float) -> None:
    right = silent = 0
    for seed, (subdistrict, district, province) in enumerate(_BODIES):
        kind = ("เทศบาลตำบล", "องค์การบริหารส่วนตำบล")[seed % 2]
        cover = f"แผนส่งเสริมคุณธรรม\n{kind}{subdistrict.name}\nอำเภอ{district.name} จังหวัด{province.name}\n"
        text = _damaged(cover, rate, seed)
        found = resolve(find_names(text, damaged=True), find_locations(text, damaged=True))
        if found is None:
            continue
        agency = found.agency
        assert agency.province in (None, province.name)
        good = agency.name == kind + subdistrict.name
        right += good and agency.district_code == district.code
        silent += not good and not any(doubt.code == "agency-unresolved" for doubt in found.doubts)
    assert right >= right_floor * len(_BODIES)
    assert silent <= silent_ceiling * len(_BODIES)


@pytest.mark.parametrize("piece", "เทศบาลตำบล|เทศบาลตำบลสันปู่เลย |อบต.|อำเภอกขคง |กรมกกก |ต.|เมือง| |ก-".split("|"))
def test_hostile_texts_take_no_quadratic_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    find_names(text)
    find_locations(text)
    find_names(text, damaged=True)
    # two seconds at most where this is linear; quadratic work would take minutes
    assert time.perf_counter() - start < 20
