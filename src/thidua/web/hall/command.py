"""`thidua up --hall`: find the address, make the certificate, say both, and serve."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from thidua.kernel.qr import qr_terminal
from thidua.web.hall.addresses import HallRefusal, addresses, chosen_address, require_free
from thidua.web.hall.certificate import certificate_for, fingerprint_of

Serve = Callable[..., int]


def prepare_environment(address: str, port: int) -> None:
    """What the settings read: the hosts that are answered, the address in links, and that this is a hall."""
    os.environ |= {
        "THIDUA_HALL": "1",
        "THIDUA_HOSTS": address,
        "THIDUA_SITE_URL": f"https://{address}:{port}",
    }
    # No proxy stands in front: whoever says that a request came over HTTPS through one is not believed.
    os.environ.pop("THIDUA_BEHIND_PROXY", None)


def up(parsed: argparse.Namespace, *, ready: Callable[[argparse.Namespace], None], serve: Serve) -> int:
    """Serve the hall until somebody stops it; exit status 1 with a reason when it cannot be served."""
    try:
        there = addresses()
        address = chosen_address(parsed.address, there)
        require_free(address, parsed.port)
        prepare_environment(address, parsed.port)
        ready(parsed)
        require_tables()
    except HallRefusal as refusal:
        print(refusal)
        return 1
    from django.conf import settings
    from django.utils import timezone

    data: Path = settings.DATA
    kept = certificate_for(address, data=data, at=timezone.now())  # the real clock: browsers do not know the sample's
    print(banner(address, parsed.port, there, fingerprint_of(data)), flush=True)
    return serve(host=address, port=parsed.port, workers=parsed.workers, certificate=kept.certificate, key=kept.key)


def require_tables() -> None:
    """Raise HallRefusal when the data of this folder is not that of this version of the program."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        waiting = [()]  # type: ignore[list-item]
    if waiting:
        raise HallRefusal(
            "Chưa có dữ liệu của phiên bản này ở đây. Chép dữ liệu của cài đặt vào máy (docs/howto/hall.md), rồi chạy "
            "“thidua manage migrate”. Muốn chạy thử, thêm --sample.",
            "There is no data of this version here. Bring the installation's data to this machine (docs/howto/hall.md), "
            "then run “thidua manage migrate”. To try it out, add --sample.",
        )


def banner(address: str, port: int, there: list[str], fingerprint: str) -> str:
    """What the terminal says: the address, its code, the fingerprint, and what to do."""
    site = f"https://{address}:{port}"
    others = ", ".join(one for one in there if one != address)
    lines = [
        "",
        f"    Thi Đua:   {site}/",
        "",
        qr_terminal(f"{site}/"),
        f"Dấu chứng thư / fingerprint (SHA-256):\n    {fingerprint[:39]}\n    {fingerprint[40:]}",
        "",
        f"Trang để chiếu lên màn hình / page for the projector: {site}/hall/",
        "Gõ đủ https:// ở đầu; http:// không mở được. / Type https:// in front; http:// does not open.",
        "Điện thoại sẽ cảnh báo về chứng thư: trang trên nói cần làm gì. Ai không muốn thì bỏ phiếu giấy.",
        "Phones will warn about the certificate: the page says what to do. Who does not want that votes on paper.",
    ]
    if others:
        lines.append(f"Địa chỉ khác của máy này / other addresses of this machine: {others}  (--address)")
    return "\n".join([*lines, "Dừng / stop: Ctrl+C", ""])
