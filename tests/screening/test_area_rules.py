"""Rectangles on a page: what fits, what ticked cells make, and where their pixels lie."""

import pytest

from contest.screening.rules.areas import (
    COLUMNS,
    ROWS,
    WHOLE,
    Area,
    area_of,
    areas_of_cells,
    merged,
    percent,
    pixels,
    recipe,
)


@pytest.mark.parametrize(
    ("told", "area"),
    [
        ("0,0,500,200", Area(0, 0, 500, 200)),
        ("995,995,5,5", Area(995, 995, 5, 5)),
        ("0,0,1000,1000", Area(0, 0, 1000, 1000)),
        ("996,0,5,5", None),
        ("0,0,4,500", None),
        ("0,0,500", None),
        ("-1,0,50,50", None),
        ("0,0,1e3,50", None),
        ("٠,0,50,50", None),
        ("0,0,50,99999", None),
        ("", None),
    ],
)
def test_an_area_is_told_in_thousandths_inside_the_picture(told, area):
    assert area_of(told) == area


@pytest.mark.parametrize(
    ("cells", "areas"),
    [
        ([], ()),
        ([(0, 0)], ((0, 0, 1, 1),)),
        ([(0, 0), (0, 1), (1, 0), (1, 1)], ((0, 0, 2, 2),)),
        ([(0, 0), (0, 2)], ((0, 0, 1, 1), (2, 0, 1, 1))),
        ([(0, 0), (0, 1), (1, 0)], ((0, 0, 2, 1), (0, 1, 1, 1))),
        ([(0, 0), (2, 0)], ((0, 0, 1, 1), (0, 2, 1, 1))),
        ([(ROWS, 0), (0, COLUMNS), (-1, 0)], ()),
        ([(r, c) for r in range(ROWS) for c in range(COLUMNS)], ((0, 0, COLUMNS, ROWS),)),
    ],
)
def test_ticked_cells_make_few_areas(cells, areas):
    def edge(cell, cells_in_all):
        return cell * WHOLE // cells_in_all

    wanted = tuple(
        Area(
            edge(x, COLUMNS),
            edge(y, ROWS),
            edge(x + width, COLUMNS) - edge(x, COLUMNS),
            edge(y + height, ROWS) - edge(y, ROWS),
        )
        for x, y, width, height in areas
    )
    assert areas_of_cells(cells) == wanted


def test_a_recipe_tells_the_same_areas_whatever_their_order_and_doubles():
    one, two, inside = Area(0, 0, 500, 200), Area(0, 500, 100, 100), Area(10, 10, 50, 50)
    assert recipe([one, two]) == recipe([two, one, inside, one])
    assert recipe([one]) != recipe([two])
    assert merged([inside, one]) == (one,)


@pytest.mark.parametrize(
    ("area", "size", "box"),
    [
        (percent(0, 0, 50, 20), (1000, 2000), (0, 0, 500, 400)),
        (Area(333, 1, 333, 1), (997, 1409), (332, 1, 665, 3)),
        (Area(0, 0, 1000, 1000), (1409, 997), (0, 0, 1409, 997)),
    ],
)
def test_pixels_are_rounded_outwards(area, size, box):
    assert pixels(area, width=size[0], height=size[1]) == box
