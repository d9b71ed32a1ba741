"""Which commands each role sees in Telegram's menu, in order; descriptions are templates commands/<name>."""

from sales.people import Role

_CUSTOMER = ("start", "quiz", "products", "help", "language", "stop", "privacy", "mydata", "forget")
_SALESPERSON = ("start", "leads", "tasks", "duty", "language", "help")

MENUS: dict[Role, tuple[str, ...]] = {
    Role.CUSTOMER: _CUSTOMER,
    Role.SALESPERSON: _SALESPERSON,
    Role.ADMIN: (
        *_SALESPERSON[:4],
        *("team", "links", "quality", "score", "answers", "status", "troubles", "reload"),
        *("language", "help"),
    ),
}
