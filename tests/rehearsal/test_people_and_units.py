from datetime import date
from random import Random

from contest.rehearsal.names import Gender, made_up_person
from contest.rehearsal.units import UnitKind, demonstration_units, units_on


def test_names_are_varied_and_never_repeat_a_syllable():
    people = [made_up_person(Random(number)) for number in range(500)]

    assert len({person.name for person in people}) > 450
    assert len({person.name.split()[0] for person in people}) > 15
    for person in people:
        words = person.name.split()
        assert len(words) in (3, 4)
        assert len(set(words)) == len(words), person.name


def test_a_person_follows_from_the_seed():
    assert made_up_person(Random(7)) == made_up_person(Random(7))


def test_age_gender_and_telephone_are_as_asked_for():
    for number in range(100):
        person = made_up_person(Random(number), gender=Gender.FEMALE, year=2026, ages=(12, 15))
        assert person.gender is Gender.FEMALE
        assert 12 <= person.age(2026) <= 15
        assert person.occupation == "học sinh"
        assert len(person.phone) == 10
        assert person.phone.startswith("080")  # no mobile network's


def test_codes_are_unique_and_links_lead_somewhere():
    units = demonstration_units()
    codes = [unit.code for unit in units]

    assert len(units) >= 24
    assert len(set(codes)) == len(codes)
    for unit in units:
        assert unit.parent in ("", *codes)
        assert unit.successor in ("", *codes)


def test_each_old_commune_has_a_successor_that_begins_the_day_after():
    units = {unit.code: unit for unit in demonstration_units()}
    old = [one for one in units.values() if one.kind in (UnitKind.COMMUNE, UnitKind.TOWN) and one.valid_to]

    assert len(old) == 20
    for unit in old:
        successor = units[unit.successor]
        assert unit.valid_to == date(2025, 6, 30)
        assert successor.valid_from == date(2025, 7, 1)


def test_twenty_units_and_all_kinds_report_on_any_day():
    for day in (date(2024, 10, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 9, 1)):
        units = units_on(day)
        assert len(units) >= 20
        assert {UnitKind.COMMUNE, UnitKind.SCHOOL, UnitKind.ARMED_FORCES, UnitKind.PARTY_CELL} <= {
            unit.kind for unit in units
        }


def test_a_unit_speaks_as_a_row_of_a_list():
    row = next(unit for unit in demonstration_units() if unit.code == "TT-DONG-MO").as_row()

    assert row["name"] == "Thị trấn Đồng Mỏ"
    assert row["successor"] == "XA25-CHI-LANG"
    assert row["valid_to"] == "30/06/2025"
    assert all(isinstance(value, str) for value in row.values())
