#!/usr/bin/env python3
"""The members' pages in a real Chromium, against a real server: directory and profile; joining, and answering by hand until a plan is agreed on,
in both languages; everything else a member can say; profile, tokens and leaving; what goes wrong on the way. With SCREENSHOTS=FOLDER it leaves
pictures there.
"""
import json, re, time

from _pages import DATE, PHONE, WIDE, Gateway, Visit, run, submitted, switch, until
from _server import Server

from playwright.sync_api import expect

SIZES = ({"width": 360, "height": 780}, {"width": 1280, "height": 800}, {"width": 2560, "height": 1300})
KEY = "operator-key-of-the-pages-check"
WORDS = {
    "en-US": {"skill": "venue", "city": "Beijing", "demand": f"I need a venue for a meetup of 30 people in Beijing on {DATE}", "count": "1 open question", "agreed": "agreed, with you",
              "contribution": "The hall from six in the evening", "kept": "I have saved it", "inbox": "Inbox"},
    "zh-CN": {"skill": "场地", "city": "北京", "demand": f"想在北京办一场30人的交流会，{DATE}，需要场地", "count": "1 个待回答的问题", "agreed": "已达成，你已确认",
              "contribution": "晚上六点起可用的大厅", "kept": "我已保存", "inbox": "收件箱"},
}
ENGLISH = WORDS["en-US"]["demand"]


def fill(page, name, text):
    page.fill(f'[id$="-{name}"]', text)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


class Member:
    """A member made by the API whose token a browser remembers. They leave at the end, so that nobody else is kept waiting for them."""

    def __init__(self, server, id, name="The Hall", skill="venue", city="Beijing"):
        self.server, self.id = server, id
        status, _, body = server.request("POST", "/api/v1/agents", {
            "agent_id": id, "display_name": name, "kind": "manual", "summary": f"{skill}, {city}", "capabilities": [{"name": skill, "tags": []}],
            "places": [{"city": city}], "capacity": {"max": 40}, "public_fields": ["summary", "capabilities"]}, {"X-Admin-Key": KEY})
        assert status == 201, body
        self.token = json.loads(body)["agent_token"]
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.request("DELETE", f"/api/v1/agents/{self.id}", headers={"X-Admin-Key": KEY})

    def inbox(self):
        return json.loads(self.server.request("GET", f"/api/v1/agents/{self.id}/inbox", headers=bearer(self.token))[2])

    def visit(self, browser, server=None, viewport=WIDE, locale="en-US", path=None, others=(), **options):
        visit = Visit(browser, server or self.server, viewport, locale, **options)
        remembered = [{"id": member.id, "token": member.token, "name": member.name} for member in (self, *others)]
        visit.context.add_init_script(f"if (!localStorage.getItem('towow.members')) localStorage.setItem('towow.members', {json.dumps(json.dumps(remembered))})")
        visit.page.goto(path or f"/inbox/{self.id}")
        return visit


def question(page, answer):
    """Waits for a question that can be answered this way."""
    page.wait_for_selector(f"towow-question input[value={answer}]", timeout=60000)


def said(page, told):
    expect(page.locator("towow-inbox > p[role=status].note")).to_have_text(told)


def send(page):
    page.click("towow-question button[type=submit]")


def answer_and(page, answer, fields=(), told="Sent. It counts."):
    question(page, answer)
    page.check(f"towow-question input[value={answer}]")
    for name, text in fields:
        fill(page, name, text)
    send(page)
    if told:
        said(page, told)


def part(page, words):
    expect(page.locator(".channel").first.locator(".chip").first).to_have_text(words, timeout=60000)


def cancelled(server, demand):
    """Ends a demand, so that it does not look for the members of later checks."""
    assert server.request("POST", f"/api/v1/demand/{demand['demand_id']}/cancel", {}, bearer(demand["owner_token"]))[0] in (200, 409)


def talks(server, demand, kind):
    return [event["payload"] for event in server.events(demand) if event["event_type"].endswith(kind)]


def sized(visit, name):
    """Accessible on a phone, and as wide as each screen."""
    for size in SIZES:
        visit.page.set_viewport_size(size)
        visit.fits(f"{name} at {size['width']}")
        visit.shot(f"{name}-{size['width']}")
    visit.page.set_viewport_size(SIZES[0])
    visit.accessible(name)
    visit.page.set_viewport_size(SIZES[1])


def member_with(server, field):
    agents = json.loads(server.request("GET", "/api/v1/agents?limit=100")[2])["agents"]
    return next(agent for agent in agents if agent.get(field))


def everywhere(browser, server):
    """Directory and profile fit and are accessible at every size, in both languages and themes."""
    member = member_with(server, "availability")["agent_id"]
    for locale in WORDS:
        for scheme in ("light", "dark"):
            visit = Visit(browser, server, SIZES[1], locale, color_scheme=scheme)
            for name, path, ready in (("directory", "/agents", ".agent-card"), ("profile", f"/agents/{member}", ".facts"), ("no-match", "/agents?q=zzzzqqqq", ".empty")):
                visit.page.goto(path)
                visit.page.wait_for_selector(ready)
                sized(visit, f"{name}-{locale[:2]}-{scheme}")
            visit.quiet()
            visit.context.close()


def search_and_back(browser, server):
    """A search stands in the address; a capability leads to who else has it; back returns to the page before."""
    agent = member_with(server, "capabilities")
    tag = next(tag for item in agent["capabilities"] for tag in item["tags"])
    visit = Visit(browser, server)
    visit.page.goto("/agents")
    visit.page.wait_for_selector(".agent-card")
    visit.page.fill("#q", agent["display_name"])
    visit.page.wait_for_url(lambda url: "?q=" in url)
    visit.page.locator(f".agent-card a[href='/agents/{agent['agent_id']}']").click()
    expect(visit.page.locator("h1")).to_have_text(agent["display_name"])
    expect(visit.page.locator("h1")).to_be_focused()
    visit.page.locator(".capabilities .tag a", has_text=tag).first.click()
    expect(visit.page.locator("#q")).to_have_value(tag)
    visit.page.wait_for_selector(f".agent-card a[href='/agents/{agent['agent_id']}']")
    visit.page.go_back()
    expect(visit.page.locator("h1")).to_have_text(agent["display_name"])
    visit.page.go_back()
    expect(visit.page.locator("#q")).to_have_value(agent["display_name"])
    visit.quiet()
    visit.context.close()


def joined_and_agreed(browser, server):
    """Join, be invited, answer by hand, vote, agreed: in both languages, and the draft of the form survives a reload."""
    for locale, words in WORDS.items():
        visit = Visit(browser, server, locale=locale)
        page = visit.page
        page.goto("/join")
        name = f"Hall {locale}"
        fill(page, "display_name", name)
        page.check("input[value=manual]")
        fill(page, "summary", words["contribution"])
        fill(page, r"capabilities\[0\].name".replace("\\", ""), words["skill"])
        fill(page, "places[0].city", words["city"])
        expect(page.locator("aside .agent-card h2")).to_have_text(name)
        expect(page.locator("aside .agent-card .tag")).to_have_text(words["skill"])
        page.reload()
        expect(page.locator('[id$="-summary"]')).to_have_value(words["contribution"])
        page.click("form button[type=submit]")
        page.wait_for_selector(".token")
        token = page.inner_text(".token")
        assert re.fullmatch(r"mem-[a-z2-7]{52}", token), token
        visit.shot(f"token-{locale[:2]}")
        page.get_by_role("button", name=words["kept"]).click()
        assert page.locator(".token").count() == 0 and token not in page.content()
        page.click("a.primary")
        page.wait_for_selector(".panel.empty")
        id = page.evaluate("location.pathname").rsplit("/", 1)[1]
        visit.shot(f"inbox-empty-{locale[:2]}")
        demand = submitted(server, words["demand"])["demand_id"]
        question(page, "participate")
        expect(page.locator("#questions")).to_have_text(words["count"])
        until("the count in the title", lambda: page.title().startswith("(1) " + words["inbox"]))
        answer_and(page, "participate", [("contribution", words["contribution"])], None)
        question(page, "accept")
        assert page.locator(".person.is-own .person-head").inner_text().startswith(name)
        answer_and(page, "accept", [], None)
        part(page, words["agreed"])
        assert not page.title().startswith("("), page.title()
        visit.shot(f"inbox-agreed-{locale[:2]}")
        offers = {offer["agent_id"]: offer for offer in talks(server, demand, "offer.submitted")}
        assert offers[id]["decided_by"] == "member" and offers[id]["contribution"] == words["contribution"], offers[id]
        votes = {vote["agent_id"]: vote for vote in talks(server, demand, "proposal.feedback")}
        assert votes[id]["decided_by"] == "member" and votes[id]["feedback_type"] == "accept", votes[id]
        page.click(".channel a")
        page.wait_for_selector(".outcome.is-finalized")
        visit.quiet()
        visit.context.close()
        assert server.request("DELETE", f"/api/v1/agents/{id}", headers=bearer(token))[0] == 200


def conditions_and_changes(browser, server):
    """A condition becomes part of the plan, a wish makes a second version with its differences, bargain and counter-proposal arrive."""
    with Member(server, "changes-hall") as member:
        visit = member.visit(browser)
        page = visit.page
        demand = submitted(server, ENGLISH)["demand_id"]
        question(page, "conditional")
        page.check("input[value=conditional]")
        send(page)
        expect(page.locator('[id$="-conditions-says"].trouble')).to_be_visible()
        expect(page.locator('[id$="-conditions"]')).to_be_focused()
        fill(page, "contribution", "The hall")
        fill(page, "conditions", "No loud music after ten")
        page.click("towow-question form summary")
        fill(page, "price.amount", "800")
        fill(page, "confidence", "80")
        page.locator('[id$="-enthusiasm_level"]').select_option("high")
        send(page)
        said(page, "Sent. It counts.")
        question(page, "negotiate")
        own = page.locator(".person.is-own")
        expect(own.locator(".conditions .chip")).to_have_text("taken in")
        expect(own.locator(".conditions")).to_contain_text("No loud music after ten")
        # Between the votes.
        page.click("towow-talk button:has-text('Bargain')")
        fill(page, "content", "A second room if I may start at noon")
        page.click("towow-talk button[type=submit]")
        expect(page.locator("towow-talk .told").first).to_have_text("Sent. It is looked at for the next version.")
        page.click("towow-talk button:has-text('Counter-proposal')")
        fill(page, "terms[0].what", "price")
        fill(page, "counter_proposal.price", "700 CNY")
        fill(page, "reason", "A smaller room")
        page.click("towow-talk button[type=submit]")
        until("the counter-proposal", lambda: talks(server, demand, "counter_proposal"))
        assert talks(server, demand, "counter_proposal")[0]["counter_proposal"] == {"price": "700 CNY"}
        assert talks(server, demand, "bargain")[0]["content"] == "A second room if I may start at noon"
        page.check("towow-question input[value=negotiate]")
        send(page)
        expect(page.locator('[id$="-adjustment_request-says"].trouble')).to_be_visible()
        fill(page, "adjustment_request", "Please say that I open the doors")
        page.click("towow-question fieldset.lines .add")
        fill(page, "negotiation_points[0].aspect", "role")
        fill(page, "negotiation_points[0].desired_value", "I open the doors")
        send(page)
        said(page, "Sent. It counts.")
        page.wait_for_selector("towow-question .segment >> nth=1")
        expect(page.locator("towow-question .chip").first).to_have_text("Plan to review, version 2")
        assert page.locator("towow-question ins, towow-question .changes").count() > 0, "nothing is marked as changed"
        visit.shot("review-version-2")
        page.click("towow-question .segment >> nth=0")
        expect(page.locator("towow-proposal .segment").first).to_have_attribute("aria-pressed", "true")
        answer_and(page, "accept")
        part(page, "agreed, with you")
        offer = next(offer for offer in talks(server, demand, "offer.submitted") if offer["agent_id"] == member.id)
        assert offer["price"]["amount"] == 800 and offer["confidence"] == 80 and offer["enthusiasm_level"] == "high", offer
        visit.quiet("400")
        visit.context.close()


def declined_and_withdrawn(browser, server):
    """A member declines with a reason, and withdraws from a running negotiation; the list says so."""
    with Member(server, "leaving-hall") as member:
        visit = member.visit(browser)
        page = visit.page
        first = submitted(server, ENGLISH)
        demand = first["demand_id"]
        # The inbox comes without the question before the server's word on the answer does.
        held = []
        page.route("**/offers", lambda route: held.append((route, route.fetch())))
        answer_and(page, "decline", [("decline_reason", "We are away")], None)
        part(page, "you declined")
        until("the answer is held", lambda: page.locator("towow-question").count() == 0 and held)
        expect(page.locator(".panel.empty")).to_be_visible()
        held[0][0].fulfill(response=held[0][1])
        said(page, "Sent. It counts.")
        page.unroute("**/offers")
        assert any(offer.get("decline_reason") == "We are away" for offer in talks(server, demand, "offer.submitted"))
        cancelled(server, first)
        second = submitted(server, ENGLISH)
        demand = second["demand_id"]
        answer_and(page, "participate", [("contribution", "The hall")])
        question(page, "accept")
        page.click("towow-talk button:has-text('Withdraw')")
        fill(page, "reason", "A burst pipe")
        page.click("towow-talk button[type=submit]")
        part(page, "you withdrew")
        expect(page.locator(".channel").first).to_contain_text("A burst pipe")
        assert talks(server, demand, "agent.withdrawn")[0]["reason"] == "A burst pipe"
        cancelled(server, second)
        visit.quiet()
        visit.context.close()


def profile_and_access(browser, server):
    """A profile is edited, also when it changed elsewhere meanwhile; a token is renewed; a member leaves."""
    member = Member(server, "editing-hall")
    visit = member.visit(browser, path=f"/inbox/{member.id}/profile")
    page = visit.page
    page.wait_for_selector("form")
    fill(page, "summary", "Two halls")
    page.click("summary")
    fill(page, "notice_days", "soon")
    page.click("form button[type=submit]")
    expect(page.locator('[id$="-notice_days-says"]')).to_have_text("not a number")
    expect(page.locator('[id$="-notice_days"]')).to_be_focused()
    # The server would have to be asked again, which may store it: that is for the member to do.
    switch(page)
    expect(page.locator('[id$="-notice_days-says"]')).to_have_text("没有被接受。再发送一次即可看到中文说明。")
    expect(page.locator("form > [role=alert]")).to_have_text("有 1 处需要修改。")
    page.click("form button[type=submit]")
    expect(page.locator('[id$="-notice_days-says"]')).to_have_text("必须是数字")
    switch(page)
    expect(page.locator('[id$="-summary"]')).to_have_value("Two halls")
    fill(page, "notice_days", "3")
    page.reload()
    expect(page.locator('[id$="-summary"]')).to_have_value("Two halls")
    # The same profile, changed elsewhere.
    assert server.request("PATCH", f"/api/v1/agents/{member.id}", {"summary": "Elsewhere", "languages": ["de"]}, bearer(member.token))[0] == 200
    page.click("form button[type=submit]")
    expect(page.locator(".note[role=alert]")).to_contain_text("About you: Elsewhere")
    expect(page.locator(".note[role=alert] li")).to_have_text(["About you: Elsewhere", "Languages"])
    expect(page.locator('[id$="-summary"]')).to_have_value("Two halls")
    expect(page.locator('[id$="-languages"]')).to_have_value("de")
    visit.shot("profile-conflict")
    page.click("form button[type=submit]")
    expect(page.locator(".told[role=status]")).to_have_text("Saved.")
    switch(page)
    expect(page.locator(".told[role=status]")).to_be_empty()
    switch(page)
    whole = json.loads(server.request("GET", f"/api/v1/agents/{member.id}", headers=bearer(member.token))[2])
    assert (whole["summary"], whole["notice_days"], whole["languages"], whole["version"]) == ("Two halls", 3, ["de"], 3), whole
    # A second browser still has the old token.
    other = member.visit(browser)
    other.page.wait_for_selector(".panel.empty")
    page.click("button:has-text('New token')")
    expect(page.locator(".confirm .danger")).to_be_focused()
    page.click(".confirm .danger")
    token = page.inner_text(".token")
    assert token.startswith("mem-") and token != member.token
    assert server.request("GET", f"/api/v1/agents/{member.id}/inbox", headers=bearer(member.token))[0] == 403
    expect(other.page.locator("h1")).to_have_text("Open your inbox")
    expect(other.page.locator("towow-inbox")).to_contain_text("does not open this inbox")
    other.shot("inbox-refused")
    fill(other.page, "token", token)
    other.page.click("form button[type=submit]")
    other.page.wait_for_selector(".panel.empty")
    page.click("button:has-text('I have saved it')")
    page.goto(f"/inbox/{member.id}/profile")
    page.click("button:has-text('Leave the network')")
    page.click(".confirm .danger")
    expect(page.locator("h1")).to_have_text("You have left the network")
    assert server.request("GET", f"/api/v1/agents/{member.id}")[0] == 404
    expect(other.page.locator("h1")).to_have_text("Open your inbox")
    page.goto("/inbox")
    expect(page.locator("h1")).to_have_text("Open your inbox")
    visit.quiet("400", "409")
    other.quiet("403")
    for each in (visit, other):
        each.context.close()


def who_may(browser, server):
    """Wrong token, unknown id, an id that is taken, several members in one browser, closed registration, too many requests, offline."""
    with Member(server, "first-hall", "First") as first, Member(server, "second-hall", "Second") as second:
        visit = Visit(browser, server)
        page = visit.page
        page.goto("/inbox")
        for id, token, told in (("first-hall", second.token, "does not open this inbox"), ("nobody-here", first.token, "no such member"), ("first-hall", "nonsense", "does not open this inbox")):
            fill(page, "id", id)
            fill(page, "token", token)
            page.click("form button[type=submit]")
            expect(page.locator("[role=alert]")).to_contain_text(told)
        fill(page, "token", first.token)
        page.click("form button[type=submit]")
        page.wait_for_selector(".panel.empty")
        page.click("button:has-text('Open another inbox')")
        fill(page, "id", second.id)
        fill(page, "token", second.token)
        page.click("towow-open-inbox button[type=submit]")
        page.wait_for_url(re.compile("second-hall"))
        expect(page.locator("nav.segments a[aria-current]")).to_have_text("Second")
        visit.shot("inbox-two-members")
        page.click("nav.segments a:has-text('First')")
        page.wait_for_url(re.compile("first-hall"))
        expect(page.locator("nav.segments a[aria-current]")).to_have_text("First")
        # Half a minute passes only as it is told.
        page.clock.install()
        page.goto("/join")
        fill(page, "display_name", "Third")
        fill(page, "agent_id", "first-hall")
        page.click("form button[type=submit]")
        expect(page.locator('[id$="-agent_id-says"]')).to_have_text("This id is taken. Please choose another one.")
        expect(page.locator('[id$="-agent_id"]')).to_be_focused()
        visit.shot("join-taken")
        switch(page)
        expect(page.locator('[id$="-agent_id-says"]')).to_have_text("这个编号已被使用，请换一个。")
        switch(page)
        busy = lambda route: route.fulfill(status=429, headers={"Retry-After": "30"}, json={"error_code": "E029", "message": "", "detail": "", "request_id": "r"}) if route.request.method == "POST" else route.continue_()
        page.route("**/api/v1/agents", busy)
        page.click("form button[type=submit]")
        expect(page.locator("form button[type=submit]")).to_contain_text("Again in")
        expect(page.locator("form button[type=submit]")).to_be_disabled()
        page.clock.fast_forward(30_000)
        expect(page.locator("form button[type=submit]")).to_be_enabled()
        page.unroute("**/api/v1/agents")
        visit.context.set_offline(True)
        expect(page.locator("form [role=alert]")).to_contain_text("You are offline")
        visit.context.set_offline(False)
        expect(page.locator("form [role=alert]")).not_to_contain_text("You are offline")
        visit.quiet("403", "404", "409", "429")
        visit.context.close()
    closed = Server({"ADMIN_API_KEY": KEY})
    visit = Visit(browser, closed)
    page = visit.page
    page.goto("/join")
    expect(page.locator(".note")).to_contain_text("Registration is closed here")
    visit.accessible("closed registration")
    visit.shot("join-closed")
    fill(page, "display_name", "By the operator")
    page.click("form button[type=submit]")
    expect(page.locator('[id$="-X-Admin-Key-says"]')).to_have_text("Please give the admin key.")
    fill(page, "X-Admin-Key", "not it")
    page.click("form button[type=submit]")
    expect(page.locator('[id$="-X-Admin-Key-says"]')).to_have_text("This is not the admin key.")
    fill(page, "X-Admin-Key", KEY)
    page.click("form button[type=submit]")
    page.wait_for_selector(".token")
    assert KEY not in page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    visit.quiet("401", "403")
    visit.context.close()
    assert closed.stop() == 0


def server_gone_and_back(browser, server):
    """The server is killed with a question open and an answer half written: the draft stays, the question is there again, a lost answer counts once."""
    with Member(server, "steady-hall") as member:
        visit = member.visit(browser)
        page = visit.page
        submitted(server, ENGLISH)
        question(page, "participate")
        page.check("input[value=participate]")
        fill(page, "contribution", "Half an answ")
        visit.context.set_offline(True)
        expect(page.locator(".connection")).to_have_text("You are offline")
        expect(page.locator("towow-question [role=alert]")).to_contain_text("What you write is kept")
        visit.context.set_offline(False)
        expect(page.locator(".connection.is-live")).to_be_visible()
        server.kill()
        expect(page.locator(".connection.is-retrying")).to_be_visible()
        visit.shot("inbox-server-gone")
        page.locator('[id$="-contribution"]').press("End")
        page.keyboard.type("er")
        server.start()
        # The longest it waits between two tries is half a minute.
        expect(page.locator(".connection.is-live")).to_be_visible(timeout=60000)
        expect(page.locator('[id$="-contribution"]')).to_have_value("Half an answer")
        expect(page.locator('[id$="-contribution"]')).to_be_focused()
        # The answer arrives, what the server says to it does not, and neither does the inbox: the second try is the same message.
        heard, ids = [], []

        def once(route):
            if "event-stream" in route.request.headers["accept"] or heard:
                return route.abort()
            heard.append(1)
            route.continue_()

        def lose(route):
            ids.append(route.request.post_data_json["message_id"])
            if len(ids) % 2:
                route.fetch()
                route.abort()
            else:
                route.continue_()

        page.route("**/inbox", once)
        page.route("**/offers", lose)
        page.reload()
        question(page, "participate")
        expect(page.locator('[id$="-contribution"]')).to_have_value("Half an answer")
        send(page)
        expect(page.locator("towow-question [role=alert]")).to_contain_text("can not be reached")
        expect(page.locator('[id$="-contribution"]')).to_have_value("Half an answer")
        send(page)
        said(page, "An earlier answer of yours had already arrived. That one counts, this one does not.")
        assert len(ids) == 2 and ids[0] == ids[1], ids
        page.unroute("**/inbox")
        question(page, "accept")
        assert page.evaluate("localStorage.getItem('towow.answers')") == "{}"
        answer_and(page, "accept", (), None)
        part(page, "agreed, with you")
        visit.quiet("ERR_")
        visit.context.close()


def streams_blocked(browser, server):
    """Where streams are blocked the inbox asks again and again; the answer works the same."""
    with Member(server, "polling-hall") as member:
        visit = Visit(browser, server)
        page = visit.page
        page.route("**/inbox", lambda route: route.abort() if "event-stream" in route.request.headers["accept"] else route.continue_())
        page.goto("/inbox")
        fill(page, "id", member.id)
        fill(page, "token", member.token)
        page.click("form button[type=submit]")
        expect(page.locator(".connection.is-polling")).to_be_visible()
        demand = submitted(server, ENGLISH)
        answer_and(page, "decline")
        part(page, "you declined")
        cancelled(server, demand)
        visit.quiet("ERR_FAILED")
        visit.context.close()


def question_closed(browser, server):
    """A negotiation ends while its question is being answered: what was written is kept until it is put away."""
    with Member(server, "late-hall") as member:
        visit = member.visit(browser)
        page = visit.page
        demand = submitted(server, ENGLISH)
        question(page, "participate")
        page.check("input[value=participate]")
        fill(page, "contribution", "Words that must not be lost")
        cancelled(server, demand)
        closed = page.locator(".question", has_text="This question is closed")
        expect(closed.locator("blockquote")).to_have_text("Words that must not be lost")
        expect(closed).to_contain_text("ended before you answered")
        visit.accessible("a closed question")
        visit.shot("inbox-closed-question")
        page.reload()
        expect(closed.locator("blockquote")).to_have_text("Words that must not be lost")
        page.click("button:has-text('Put away')")
        expect(page.locator(".panel.empty")).to_be_visible()
        part(page, "ended before you answered")
        visit.quiet()
        visit.context.close()


BIDI = "\u202eevil\u202c \u2066x"
LONG = "w" * 10_000
HOSTILE = f"<img src=x onerror=alert(1)><script>alert(2)</script> {BIDI} \U0001f469\u200d\U0001f469\u200d\U0001f466 مرحبا بالعالم "


def hostile(browser, server):
    """Markup, direction controls, endless words, emoji and right-to-left text in every field: refused by name or shown as text, on a phone."""
    plain = HOSTILE.replace(BIDI, "")
    visit = Visit(browser, server, PHONE, reduced_motion="reduce")
    page = visit.page
    page.on("dialog", lambda dialog: visit.errors.append("a dialog: " + dialog.message))
    page.goto("/join")
    page.wait_for_selector("form")
    fill(page, "display_name", HOSTILE)
    fill(page, "summary", HOSTILE + LONG)
    page.click("summary")
    for name in ("capabilities[0].name", "capabilities[0].tags", "places[0].city", "places[0].radius_km", "languages", "notice_days", "price.amount", "capacity.min", "conditions", "declines", "agent_id"):
        fill(page, name, HOSTILE + "w" * 200)
    visit.fits("hostile preview")
    page.click("form button[type=submit]")
    page.wait_for_selector("[aria-invalid]")
    visit.fits("hostile faults")
    visit.accessible("hostile faults")
    visit.shot("join-hostile")
    for name in ("display_name", "summary", "capabilities[0].name", "places[0].city", "notice_days", "price.amount", "conditions", "agent_id"):
        expect(page.locator(f'[id$="-{name}-says"]')).to_have_class("trouble")
    fill(page, "display_name", plain[:70])
    fill(page, "summary", plain + "w" * 1800)
    for name, text in (("capabilities[0].name", "venue"), ("capabilities[0].tags", "w" * 80), ("places[0].city", "Beijing"), ("places[0].radius_km", ""), ("languages", "ar"), ("notice_days", "0"),
                       ("price.amount", "12"), ("capacity.min", ""), ("conditions", plain + "w" * 80), ("declines", plain), ("agent_id", "hostile")):
        fill(page, name, text)
    page.check("input[value=manual]")
    page.click("form button[type=submit]")
    page.wait_for_selector(".token")
    visit.fits("hostile welcome")
    token = page.inner_text(".token")
    for path, ready in (("/agents/hostile", ".facts"), ("/inbox/hostile/profile", "form")):
        page.goto(path)
        page.wait_for_selector(ready)
        visit.fits(f"hostile {path}")
    page.goto("/inbox/hostile")
    demand = submitted(server, ENGLISH + " " + HOSTILE + "w" * 5000)["demand_id"]
    question(page, "conditional")
    visit.fits("hostile question")
    page.check("input[value=conditional]")
    fill(page, "contribution", plain + "w" * 1800)
    fill(page, "conditions", plain + "w" * 100)
    send(page)
    said(page, "Sent. It counts.")
    question(page, "accept")
    page.wait_for_selector(".person.is-own .conditions")
    visit.fits("hostile review")
    visit.accessible("hostile review")
    visit.shot("review-hostile")
    page.click("towow-talk button:has-text('Bargain')")
    fill(page, "content", plain + "w" * 1800)
    page.click("towow-talk button[type=submit]")
    until("the bargain", lambda: talks(server, demand, "bargain"))
    answer_and(page, "accept")
    part(page, "agreed, with you")
    page.click("details summary >> nth=0")
    visit.fits("hostile list")
    assert page.locator("main img, main script").count() == 0
    # Whatever else a server could send.
    inbox = json.loads(server.request("GET", "/api/v1/agents/hostile/inbox", headers=bearer(token))[2])

    def poison(value):
        if isinstance(value, dict):
            return {key: poison(item) for key, item in value.items()}
        if isinstance(value, list):
            return [poison(item) for item in value]
        if not isinstance(value, str) or re.fullmatch(r"[a-z0-9_\-.:]{1,60}|[0-9TZ:.\-]+|[A-Z]{3}", value):
            return value
        return HOSTILE + LONG

    body = "data: " + json.dumps({"payload": {**poison(inbox), "display_name": HOSTILE + LONG}}) + "\n\n"
    page.route("**/inbox", lambda route: route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=body))
    page.reload()
    page.wait_for_selector(".channel")
    visit.fits("a poisoned inbox")
    assert "<script>alert(2)</script>" in page.locator(".channel").first.inner_text()
    assert page.locator("main img, main script").count() == 0
    visit.quiet("400")
    visit.context.close()
    server.request("DELETE", "/api/v1/agents/hostile", headers={"X-Admin-Key": KEY})


def states(browser, server):
    """Both pages and their states have no violations in both themes and languages, and fit from a phone to a big screen."""
    for locale, words in WORDS.items():
        with Member(server, f"states-{locale.lower()}", skill=words["skill"], city=words["city"]) as member:
            demand = submitted(server, words["demand"])
            try:
                until("the invitation", lambda: member.inbox()["questions"])
            except AssertionError as fault:
                raise AssertionError(f"{fault}: {member.inbox()}, {[(event['event_type'], event['payload'].get('candidates')) for event in server.events(demand['demand_id'])]}")

            def look(steps):
                for scheme in ("light", "dark"):
                    visit = member.visit(browser, viewport=SIZES[1], locale=locale, color_scheme=scheme, reduced_motion="reduce", path="/join")
                    for name, path, ready, act in steps:
                        visit.page.goto(path)
                        visit.page.wait_for_selector(ready)
                        if act:
                            act(visit.page)
                        sized(visit, f"{name}-{locale[:2]}-{scheme}")
                        visit.touchable("main :is(button, .button, select, input)", of_label=True)
                    # Nobody is called "somebody".
                    visit.quiet("404 (Not Found)")
                    visit.context.close()
            inbox = f"/inbox/{member.id}"
            look([
                ("join", "/join", "form", lambda page: page.click("summary")), ("profile-own", f"{inbox}/profile", "form", None), ("open-inbox", "/inbox/somebody", "towow-open-inbox form", None),
                ("invitation", inbox, "towow-question form", lambda page: (page.check("input[value=conditional]"), page.click("towow-question form summary"), page.click("towow-question fieldset.lines .add")))])
            message = member.inbox()["questions"][0]
            assert server.request("POST", f"/api/v1/channels/{message['channel_id']}/offers", {"message_id": "m", "decision": "conditional", "contribution": words["contribution"], "conditions": [words["contribution"]]}, bearer(member.token))[0] == 200
            until("the review", lambda: any(question["kind"] == "review" for question in member.inbox()["questions"]))
            look([("review", inbox, "towow-proposal .is-own", lambda page: (page.check("input[value=negotiate]"), page.click("towow-talk button >> nth=1")))])
            cancelled(server, demand)


def every_part(browser, server):
    """Each way a negotiation can end for a member has its words, in both languages; older ones come when they are asked for."""
    parts = ["asked", "waiting", "not_selected", "declined", "no_answer", "withdrawn", "removed", "question_withdrawn", "confirmed", "optional", "rejected", "released"]
    with Member(server, "listed-hall") as member:
        def entry(at, part, **more):
            return {"channel_id": f"collab-{at}", "demand_id": f"d-{at}", "is_subnet": False, "surface_demand": f"Demand {at}", "language": "en", "submitted_at": "2026-01-25T02:26:34.466Z",
                    "status": "finalized", "is_over": part not in ("asked", "waiting"), "round": 1, "max_rounds": 3, "version": 1, "participation": part, "own_assignments": [],
                    "can": {"withdraw": part in ("asked", "waiting"), "bargain": part == "waiting", "counter_proposal": part == "waiting"}, **more}
        page_one = {"agent_id": member.id, "display_name": member.name, "questions": [], "next_cursor": "later",
                    "channels": [entry(at, part, reason="Because of it" if part in ("removed", "released") else None) for at, part in enumerate(parts)]}
        page_two = {**page_one, "next_cursor": None, "channels": [entry(99, "confirmed", summary="The hall is booked"), entry(3, "declined")]}

        def answer(route):
            if "cursor=later" in route.request.url:
                return route.fulfill(status=200, json=page_two)
            route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body="data: " + json.dumps({"payload": page_one}) + "\n\n")

        for locale in WORDS:
            visit = member.visit(browser, viewport=SIZES[1], locale=locale, path="/join")
            page = visit.page
            page.route(re.compile(r"/inbox(\?|$)"), answer)
            page.goto(f"/inbox/{member.id}")
            page.wait_for_selector(".channel")
            chips = page.locator(".channel .panel-head .chip").all_inner_texts()
            assert len(set(chips)) == len(parts) and not any("part." in chip for chip in chips), chips
            assert page.locator("towow-talk").count() == 2 and page.locator("towow-talk button").count() == 4
            page.locator("towow-inbox > section > button").click()
            expect(page.locator(".channel")).to_have_count(len(parts) + 1)
            expect(page.locator(".channel").last).to_contain_text("The hall is booked")
            assert page.locator("towow-inbox > section > button").count() == 0, "there is nothing older"
            sized(visit, f"inbox-parts-{locale[:2]}")
            visit.quiet()
            visit.context.close()


def by_keyboard(browser, server):
    """Joining, answering an invitation and voting without a mouse; what happens is said politely."""
    visit = Visit(browser, server, reduced_motion="reduce")
    page = visit.page
    page.goto("/join")
    page.wait_for_selector("form")

    def to(selector, most=60):
        """Walks on until the focus is there."""
        for _ in range(most):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab: {page.evaluate('document.activeElement.outerHTML')[:200]}")

    to('[id$="-display_name"]')
    page.keyboard.type("Keyboard hall")
    to("input[type=radio]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "manual"
    to('[id$="-capabilities[0].name"]')
    page.keyboard.type("venue")
    to(".add")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id").endswith("-capabilities[1].name")
    to(".line .quiet")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('add')"), "the focus stays in the list"
    to('[id$="-places[0].city"]')
    page.keyboard.type("Beijing")
    page.keyboard.press("Enter")
    page.wait_for_selector(".token")
    token = page.inner_text(".token")
    assert page.evaluate("document.activeElement.localName") == "h1"
    to("button.primary")
    page.keyboard.press("Enter")
    to("a.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel.empty")
    id = page.evaluate("location.pathname").rsplit("/", 1)[1]
    status = page.locator("p.sr[role=status]")
    expect(status).to_contain_text("0 open questions. Live")
    submitted(server, ENGLISH)
    question(page, "participate")
    expect(status).to_contain_text("1 open question. Live")
    to("towow-question input[value=participate]")
    page.keyboard.press("Space")
    to("towow-question textarea")
    page.keyboard.type("The hall")
    to("towow-question button[type=submit]")
    page.keyboard.press("Enter")
    said(page, "Sent. It counts.")
    question(page, "accept")
    to("towow-question input[value=accept]")
    page.keyboard.press("Space")
    to("towow-question button[type=submit]")
    page.keyboard.press("Enter")
    part(page, "agreed, with you")
    visit.quiet()
    visit.context.close()
    server.request("DELETE", f"/api/v1/agents/{id}", headers=bearer(token))


CHECKS = [search_and_back, everywhere, joined_and_agreed, conditions_and_changes, declined_and_withdrawn, profile_and_access, who_may, server_gone_and_back,
          streams_blocked, question_closed, hostile, every_part, states, by_keyboard]


if __name__ == "__main__":
    # Nobody's time to answer is up while a slow machine still looks at the question.
    run(CHECKS, {"TOWOW_OPEN_REGISTRATION": "true", "ADMIN_API_KEY": KEY, "TOWOW_RESPONSE_TIMEOUT": "900", "TOWOW_FEEDBACK_TIMEOUT": "900"})
