"""Lists that people search, sort and page: what the address asks for, applied to rows already permitted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.http import urlencode

from thidua.kernel.folding import fold_matches

Row = TypeVar("Row")
# What a list remembers in the address, beside the filters of its own.
WORDS, SORT, PAGE = "q", "sort", "page"


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[Row]):
    """One page of a list in the order asked for.

    `filters` are the further parameters of the address that the list keeps, in their order.
    """

    page: Page[Row]
    words: str
    sort: str
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether something was searched or filtered for, so that an empty list is not an empty house."""
        return bool(self.words or self.filters)

    @property
    def query(self) -> str:
        """Everything but the page, for links to other pages of the list."""
        kept = [*self._kept(), *([(SORT, self.sort)] if self.sort else [])]
        return urlencode(kept)

    @property
    def query_to_sort(self) -> str:
        """Everything but order and page, for the heads of columns."""
        return urlencode(self._kept())

    def _kept(self) -> list[tuple[str, str]]:
        return [*([(WORDS, self.words)] if self.words else []), *self.filters]


def listed(
    rows: Iterable[Row], *, asked: QueryDict, texts: Callable[[Row], Iterable[str]],
    orders: Mapping[str, Callable[[Row], Any]] | None = None, filters: Iterable[str] = (), size: int = 25,
) -> Listing[Row]:  # fmt: skip
    """Narrow rows to the words in `asked`, sort them and cut one page.

    `texts` gives what of a row is searched; `orders` the sort key by name of column, where a key of None comes last
    in both directions. An order nobody offers leaves the rows as they came. `filters` names the parameters that the
    caller has applied already, to be kept in links. A page that is not there gives the nearest one that is.
    """
    words, sort = asked.get(WORDS, "").strip(), asked.get(SORT, "")
    found = [row for row in rows if fold_matches(words, *texts(row))] if words else list(rows)
    key = (orders or {}).get(sort.removeprefix("-"))
    if key is None:
        sort = ""
    else:
        known = sorted((row for row in found if key(row) is not None), key=key, reverse=sort.startswith("-"))
        found = known + [row for row in found if key(row) is None]
    kept = tuple((name, value) for name in filters if (value := asked.get(name, "")))
    return Listing(page=Paginator(found, size).get_page(asked.get(PAGE)), words=words, sort=sort, filters=kept)
