"""The form: one address for all its pages, so that the browser's history holds one line of it."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bairn.kernel import clock
from bairn.web.kit.leaving import remember_language
from bairn.web.report import draft as drafts
from bairn.web.report import emergency, order, sending
from bairn.web.report.answers import posted, summary
from bairn.web.report.asking import Page
from bairn.web.report.country import jurisdiction
from bairn.web.report.draft import Draft
from bairn.web.report.posting import from_this_site_only


@sensitive_post_parameters()
@from_this_site_only
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Show a page, take its answers, show the next; at the end hand everything in."""
    at = clock.now()
    if request.method != "POST":
        return _page(request, order.FIRST, drafts.new(at=at))
    draft = _draft(request, at)
    page = order.BY_KEY.get(request.POST.get("page", ""))
    go, _, where = request.POST.get("go", "next").partition(".")
    if page is not None:
        values = {name: request.POST.getlist(name) for name in page.base_fields}
        draft = draft.with_answers(page.key, values)
    if go == "language":
        return _in_language(request, page, draft, where)
    if page is not None:
        return _on_from(request, page, draft, go)
    if go == "send":
        return _send(request, draft, at)
    return _page(request, order.BY_KEY.get(where, order.FIRST), draft)


def _draft(request: HttpRequest, at: datetime) -> Draft:
    """The answers so far; when the seal has aged, what stands on this page is still taken."""
    try:
        return drafts.unseal(request.POST.get("draft", ""), at=at)
    except drafts.StaleDraftError:
        return drafts.new(at=at)


def _on_from(request: HttpRequest, page: type[Page], draft: Draft, go: str) -> HttpResponse:
    if go == "back":
        return _page(request, order.before(page, draft) or order.FIRST, draft)
    form = posted(draft, page)
    if not form.is_valid():
        return _page(request, page, draft, form=form)
    following = order.after(page, draft)
    return _page(request, following, draft) if following else _list(request, draft)


def _send(request: HttpRequest, draft: Draft, at: datetime) -> HttpResponse:
    unfinished = next((p for p in order.asked(draft) if not posted(draft, p).is_valid()), None)
    if unfinished is not None:
        return _page(request, unfinished, draft, form=posted(draft, unfinished))
    sent = sending.send(request, draft, at=at)
    if isinstance(sent, sending.Held):
        return _list(request, draft, held=sent)
    return render(request, "report/receipt.html", {"receipt": sent})


def _in_language(
    request: HttpRequest, page: type[Page] | None, draft: Draft, code: str
) -> HttpResponse:
    """The same page with everything typed, in another language."""
    if code in dict(settings.LANGUAGES):
        translation.activate(code)
    response = _page(request, page, draft) if page else _list(request, draft)
    remember_language(response, code)
    return response


def _page(
    request: HttpRequest, page: type[Page], draft: Draft, *, form: Page | None = None
) -> HttpResponse:
    """One question; unbound when it was not answered yet, so that nothing is scolded too early."""
    if form is None:
        initial = {name: draft.all(page.key, name) for name in page.base_fields}
        shown = {name: _initial(page, name, values) for name, values in initial.items()}
        form = page(draft=draft, initial=shown)
    number, of = order.progress(page, draft)
    context = {
        "form": form,
        "page": page,
        "draft": drafts.seal(draft),
        "number": number,
        "of": of,
        "first": page is order.FIRST,
        "places": emergency.places(jurisdiction=jurisdiction(draft)),
    }
    return render(request, "report/question.html", context)


def _initial(page: type[Page], name: str, values: list[str]) -> list[str] | str:
    many = getattr(page.base_fields[name].widget, "allow_multiple_selected", False)
    return values if many else next(iter(values), "")


def _list(request: HttpRequest, draft: Draft, *, held: sending.Held | None = None) -> HttpResponse:
    """Everything answered so far, each part with a way to change it, then the way to send."""
    context = {
        "sections": summary(draft),
        "draft": drafts.seal(draft.to_check()),
        "held": held,
    }
    response = render(request, "report/check.html", context, status=held.status if held else 200)
    if held and held.wait:
        response.headers["Retry-After"] = str(held.wait)
    return response
