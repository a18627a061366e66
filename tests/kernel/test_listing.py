"""What the address asks of a list: words, order, page; and what links keep of it."""

from django.http import QueryDict

from thidua.kernel.listing import Listing, listed

ROWS = [("Hội Luật gia", 3), ("Liên minh Hợp tác xã", None), ("Đoàn Luật sư", 7), ("Hội Chữ thập đỏ", 1)]


def shown(address: str, *, size: int = 25, filters: tuple[str, ...] = ()) -> Listing[tuple[str, int | None]]:
    return listed(
        ROWS, asked=QueryDict(address), texts=lambda row: [row[0]],
        orders={"name": lambda row: row[0], "count": lambda row: row[1]}, filters=filters, size=size,
    )  # fmt: skip


def names(address: str, **options: int) -> list[str]:
    return [row[0] for row in shown(address, **options).page.object_list]


def test_list_with_no_wish_stays_as_it_came() -> None:
    assert names("") == [row[0] for row in ROWS]


def test_words_are_found_without_their_accents() -> None:
    assert names("q=luat") == ["Hội Luật gia", "Đoàn Luật sư"]


def test_missing_figures_come_last_in_both_directions() -> None:
    assert names("sort=count") == ["Hội Chữ thập đỏ", "Hội Luật gia", "Đoàn Luật sư", "Liên minh Hợp tác xã"]
    assert names("sort=-count") == ["Đoàn Luật sư", "Hội Luật gia", "Hội Chữ thập đỏ", "Liên minh Hợp tác xã"]


def test_order_nobody_offers_is_forgotten() -> None:
    found = shown("sort=candidate__secret")

    assert (found.sort, found.query) == ("", "")


def test_page_beyond_the_end_gives_the_last() -> None:
    assert names("page=9", size=3) == ["Hội Chữ thập đỏ"]
    assert names("page=x", size=3) == [row[0] for row in ROWS[:3]]


def test_links_keep_words_filters_and_order() -> None:
    found = shown("q=hội&state=late&sort=-name&page=2&other=1", filters=("state",))

    assert found.query == "q=h%E1%BB%99i&state=late&sort=-name"
    assert found.query_to_sort == "q=h%E1%BB%99i&state=late"
    assert found.narrowed is True


def test_list_without_wishes_is_not_narrowed() -> None:
    assert (shown("").narrowed, shown("").query) == (False, "")
