"""The first page: what the record holds."""

from starlette.requests import Request
from starlette.responses import Response

from onrecord.answer.page import names_offered, overview
from onrecord.serve.site import Site
from onrecord.store import View


def show_overview(site: Site, request: Request) -> Response:
    """Show what the record holds."""
    with View.open(site.record) as view:
        values = {
            "overview": overview(view, every=bool(request.query_params.get("every"))),
            "names": names_offered(view),
            "active": "overview",
        }
    return site.page("overview.html", values)
