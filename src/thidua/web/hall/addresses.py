"""The laptop's addresses on the local network, and whether a port can be listened on. Nothing is sent anywhere."""

import contextlib
import errno
import ipaddress
import socket

# Places to which a route is asked for. A datagram socket that connects sends nothing; it only learns its own address.
ROUTES = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")


class HallRefusal(Exception):
    """Why the hall cannot be served, in a Vietnamese and an English sentence that say what to do."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


def addresses() -> list[str]:
    """The IPv4 addresses that phones could reach, the one with a route first; empty without a network."""
    found = [address for address in (*_routed(), *_named()) if _reachable(address)]
    return list(dict.fromkeys(found))


def _routed() -> list[str]:
    found = []
    for place in ROUTES:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.connect((place, 9))
            found.append(asking.getsockname()[0])
    return found


def _named() -> list[str]:
    with contextlib.suppress(OSError):
        return [str(row[4][0]) for row in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return []


def _reachable(text: str) -> bool:
    address = ipaddress.IPv4Address(text)
    return not (address.is_loopback or address.is_unspecified or address.is_link_local or address.is_multicast)


def chosen_address(given: str, there: list[str]) -> str:
    """The address to serve on: the one that was given, or the first that is there. Raises HallRefusal."""
    known = ", ".join(there) or "–"
    if not given and not there:
        raise HallRefusal(
            "Máy này chưa vào mạng nào. Nối máy vào Wi-Fi của hội trường, hoặc bật điểm phát Wi-Fi của chính máy, rồi "
            "chạy lại. Không cần internet. Nếu không có mạng, bỏ phiếu giấy.",
            "This machine is in no network. Join the Wi-Fi of the hall, or switch on this machine's own hotspot, and "
            "run this again. No internet is needed. Without a network, vote on paper.",
        )
    if not given:
        return there[0]
    with contextlib.suppress(ValueError):
        if _reachable(given) and _is_ours(given):
            return str(ipaddress.IPv4Address(given))
    raise HallRefusal(
        f"{given} không phải địa chỉ của máy này trong mạng nội bộ. Địa chỉ hiện có: {known}. Chọn một trong số đó với "
        "--address, hoặc bỏ --address để chương trình tự tìm.",
        f"{given} is not an address of this machine in the local network. It has: {known}. Name one of these with "
        "--address, or leave --address out.",
    )


def _is_ours(address: str) -> bool:
    """Whether this machine can listen there: nobody can listen on somebody else's address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trying:
        try:
            trying.bind((address, 0))
        except OSError:
            return False
    return True


def require_free(address: str, port: int) -> None:
    """Raise HallRefusal when nothing can be served at this port."""
    if not 0 < port < 65536:
        raise HallRefusal(
            f"{port} không phải số cổng. Chọn một số từ 1024 đến 65535 với --port.",
            f"{port} is no port. Choose a number from 1024 to 65535 with --port.",
        )
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((address, port))
        except OSError as error:
            raise _taken(port, error) from error


def _taken(port: int, error: OSError) -> HallRefusal:
    if error.errno in (errno.EACCES, errno.EPERM):
        return HallRefusal(
            f"Máy không cho mở cổng {port}. Chọn một số từ 1024 đến 65535 với --port.",
            f"This machine does not let port {port} be opened. Choose a number from 1024 to 65535 with --port.",
        )
    return HallRefusal(
        f"Cổng {port} đang có chương trình khác dùng. Có thể Thi Đua đã chạy ở một cửa sổ khác: đóng cửa sổ đó, hoặc "
        f"chọn cổng khác, ví dụ --port {port + 1}.",
        f"Another program uses port {port}. Perhaps Thi Đua already runs in another window: close that one, or choose "
        f"another port, for example --port {port + 1}.",
    )
