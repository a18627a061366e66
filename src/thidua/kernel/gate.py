"""The gate: named permissions, and the only way to give a view an address.

A permission has two halves. `offices` says who could ever hold it, which is all that a page can ask before
anything is loaded; `when` says whether they hold it for one object, which is what an action asks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from thidua.kernel.actor import Actor, Office
from thidua.kernel.refusals import Refusal

PUBLIC = "public"
SIGNED_IN = "signed_in"


class Denied(Refusal, PermissionDenied):
    """The actor may not do this. The page says in which office they act and where to change it."""

    code = "denied"
    status = 403
    sentence = _(
        "Với chức vụ đang dùng, bạn không có quyền làm việc này. Nếu bạn giữ chức vụ khác, hãy đổi ở mục “Chức vụ của tôi”."
    )


@dataclass(frozen=True)
class Permission:
    """A named right: the offices that may ever hold it and the predicate over (actor, object)."""

    name: str
    offices: frozenset[Office]
    when: Callable[[Actor, Any], bool]


_permissions: dict[str, Permission] = {}


def permission(
    name: str, *, offices: Iterable[Office], when: Callable[[Actor, Any], bool] = lambda actor, thing: True
) -> str:
    """Register a permission and return its name. A name is registered once; ValueError otherwise."""
    if name in _permissions:
        raise ValueError(f"permission {name} is registered twice")
    _permissions[name] = Permission(name, frozenset(offices), when)
    return name


def known(name: str) -> bool:
    """Whether the name can be written in `needs=`."""
    return name in (PUBLIC, SIGNED_IN) or name in _permissions


def may_ever(actor: Actor | None, needs: str) -> bool:
    """Whether the office acted in could hold the permission for some object."""
    if needs == PUBLIC:
        return True
    if actor is None:
        return False
    return needs == SIGNED_IN or actor.office in _permissions[needs].offices


def may(actor: Actor | None, needs: str, thing: Any) -> bool:
    """Whether the actor holds the permission for this object."""
    if actor is None or not may_ever(actor, needs):
        return False
    return needs == SIGNED_IN or _permissions[needs].when(actor, thing)


def require(actor: Actor, needs: str, thing: Any) -> None:
    """Raise Denied unless the actor holds the permission for this object."""
    if not may(actor, needs, thing):
        raise Denied


class GatedView:
    """A view with its permission. The system check looks for this class behind every address."""

    def __init__(self, view: Callable[..., HttpResponseBase], needs: str) -> None:
        self.view = view
        self.needs = needs
        self.login_required = needs != PUBLIC  # read by Django's LoginRequiredMiddleware, the lock before this one
        self.__name__ = view.__name__
        self.__qualname__ = view.__qualname__  # read by Django when an address is looked up by name
        self.__module__ = view.__module__

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not may_ever(getattr(request, "actor", None), self.needs):
            raise Denied
        return self.view(request, **kwargs)


def page(route: str, view: Callable[..., HttpResponseBase], *, needs: str, name: str) -> URLPattern:
    """Give a view an address and the permission it needs. ValueError for a permission nobody registered."""
    if not known(needs):
        raise ValueError(f"{name}: no permission is called {needs}")
    return path(route, GatedView(view, needs), name=name)
