"""The program refuses to start when an address has no gate in front of it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from thidua.kernel.gate import GatedView


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the program with its pattern, depth first."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        else:
            yield route, entry


@register()
def every_address_is_gated(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for each address whose view did not come through `gate.page`."""
    return [
        Error(f"The address {route!r} has no permission.", hint="Write it with kernel.gate.page.", id="thidua.E001")
        for route, pattern in addresses()
        if not isinstance(pattern.callback, GatedView)
    ]
