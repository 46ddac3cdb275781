#!/usr/bin/env python3
"""The operator's pages and the API reference in a real Chromium: what is changed there takes effect, faults change nothing, hostile text
stays text, every section and state is accessible in both languages and themes.
"""
import json, re, subprocess, sys

from _claude import Fake
from _members import Member, profile
from _pages import DATE, PHONE, SHOTS, WIDE, Gateway, Visit, is_chinese, run, submitted, switch, until
from _server import Server

from playwright.sync_api import expect

KEY = "operator-key-of-the-pages-check"
ADMIN = {"X-Admin-Key": KEY}
ORIGIN = "https://elsewhere.example"
HOSTILE = f"<img src=x onerror=alert(1)><script>alert(2)</script> \u202eevil\u202c \u2066x \U0001f469\u200d\U0001f469\u200d\U0001f466 مرحبا بالعالم {'w' * 10_000}"
SECTIONS = ["overview", "demands", "members", "settings", "llm", "limiter", "audit", "demo"]
LOOM = {"id": "loom-keeper", "display_name": "Loom Keeper", "kind": "manual", "summary": "Handloom weaving in Beijing", "languages": ["en"], "places": [{"city": "Beijing"}],
        "capabilities": [{"name": "handloom weaving", "tags": ["weaving", "loom"]}], "public_fields": ["summary", "capabilities"]}


def api(server, path, body=None, method=None):
    """The answer of an admin call."""
    status, _, answer = server.request(method or ("GET" if body is None else "POST"), f"/api/v1/admin/{path}", body, ADMIN)
    assert status == 200, (path, status, answer)
    return json.loads(answer)


def enter(browser, server, section="overview", viewport=WIDE, locale="en-US", key=KEY, **options):
    """A visit behind the key entry."""
    visit = Visit(browser, server, viewport, locale, reduced_motion="reduce", **options)
    visit.page.goto("/admin" if section == "overview" else f"/admin/{section}")
    visit.page.fill("input[name=key]", key)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".console-body > h1")
    visit.page.wait_for_selector(".console-body > p[role=status]:not(.told)", state="detached")
    return visit


def allowed(server):
    return server.request("GET", "/health", headers={"Origin": ORIGIN})[1].get("Access-Control-Allow-Origin")


def setting(server, name):
    return next(one for one in api(server, "config")["settings"] if one["name"] == name)


def look(page):
    """Somebody comes back to the tab, so that it asks at once."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def key_entry(browser, server):
    """A wrong key, a right one, a lost one, a locked address and a server that is away have their own words; what was typed stays."""
    rule = {"answer": None}
    gateway = Gateway(server, lambda method, path: rule["answer"] if "/api/v1/admin/" in path else None)
    visit = Visit(browser, gateway, reduced_motion="reduce")
    page = visit.page
    page.goto("/admin/settings")
    page.fill("input[name=key]", "not the key")
    page.click("form .primary")
    expect(page.locator("#gate")).to_have_text("This key is wrong.")
    assert page.evaluate("document.querySelector('input[name=key]').getAttribute('aria-invalid')") == "true"
    rule["answer"] = "drop"
    page.fill("input[name=key]", KEY)
    page.click("form .primary")
    expect(page.locator("#gate")).to_have_text("The server can not be reached.")
    rule["answer"] = None
    page.click("form .primary")
    page.wait_for_selector("#max_candidates")
    assert page.title().startswith("Settings · Administration"), page.title()
    page.reload()
    page.wait_for_selector("#max_candidates")
    assert KEY not in page.evaluate("JSON.stringify(localStorage) + document.cookie + location.href")

    page.fill("#max_candidates", "7")
    rule["answer"] = (403, {"Content-Type": "application/json"}, b'{"error_code":"E021","message":"","detail":"","request_id":"x"}')
    look(page)
    expect(page.locator("#gate")).to_have_text("The key does not work any more. What you typed is kept.")
    rule["answer"] = None
    page.fill("input[name=key]", KEY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#max_candidates")
    assert page.input_value("#max_candidates") == "7", "what was typed is kept"

    rule["answer"] = "drop"
    look(page)
    page.wait_for_selector(".console-body > .trouble[role=alert]")
    assert "The server can not be reached." in page.locator(".console-body > .trouble").inner_text()
    assert page.input_value("#max_candidates") == "7"
    rule["answer"] = None
    look(page)
    expect(page.locator(".console-body > .trouble[role=alert]")).to_have_count(0)
    assert setting(server, "TOWOW_MAX_CANDIDATES")["value"] == 10, "nothing was saved"
    page.click("text=Forget the key")
    page.wait_for_selector("input[name=key]")
    assert page.evaluate("sessionStorage.length") == 0
    visit.quiet("403", "Failed to load", "ERR_")
    visit.context.close()
    gateway.close()

    # The address is locked: a server of its own, because the right key does not help then.
    other = Server({"ADMIN_API_KEY": KEY})
    visit = Visit(browser, other, reduced_motion="reduce")
    visit.page.goto("/admin")
    visit.page.fill("input[name=key]", KEY)
    # Half a minute later one more try would be free.
    for _ in range(12):
        other.request("GET", "/api/v1/admin/health", headers={"X-Admin-Key": "wrong"})
    visit.page.click("form .primary")
    expect(visit.page.locator("#gate")).to_have_text(re.compile(r"Too many wrong keys\. The next try is possible in \d+(:\d\d min| seconds?)\."))
    expect(visit.page.locator("form .primary")).to_be_disabled()
    first = visit.page.locator("#gate").inner_text()
    until("it counts down", lambda: visit.page.locator("#gate").inner_text() != first)
    visit.accessible("locked")
    visit.context.close()
    assert other.stop() == 0


def settings(browser, server):
    """A changed setting is in force at once, a fault stands at its field and changes nothing, back to static; the audit lists it all."""
    assert allowed(server) is None
    visit = enter(browser, server, "settings")
    page = visit.page
    before = {one["name"]: one["value"] for one in api(server, "config")["settings"]}
    shown = page.locator(".setting > div:first-child > code").all_inner_texts()
    assert shown == list(before), "every setting, in the order of the server"
    assert KEY not in page.content(), "secrets are masked"

    page.fill("#cors_origins", ORIGIN)
    page.select_option("#enable_rate_limit", "true")
    page.fill("#rate_limit_user_max", "1")
    assert "Unsaved: 3" in page.locator(".save-bar").inner_text()
    page.click(".save-bar .primary")
    expect(page.locator(".told")).to_have_text(re.compile("^Saved: "))
    assert allowed(server) == ORIGIN
    statuses = [server.request("POST", "/api/v1/demand/submit", {"raw_input": "a venue"})[0] for _ in range(6)]
    assert statuses[0] == 200 and statuses[-1] == 429, statuses
    assert "changed here" in page.locator("#about-cors_origins").inner_text()

    page.fill("#max_candidates", "99")
    page.fill("#accept_threshold_high", "0.9")
    page.click(".save-bar .primary")
    fault = page.locator("#about-max_candidates [role=alert]")
    expect(fault).to_have_text(re.compile("1 to 10"))
    assert page.evaluate("document.activeElement.id") == "max_candidates", "the focus is at the fault"
    assert page.get_attribute("#max_candidates", "aria-invalid") == "true"
    assert page.input_value("#max_candidates") == "99" and page.input_value("#accept_threshold_high") == "0.9"
    assert setting(server, "TOWOW_ACCEPT_THRESHOLD_HIGH")["value"] == before["TOWOW_ACCEPT_THRESHOLD_HIGH"], "all or nothing"
    visit.accessible("a fault")
    page.click(".save-bar button[type=button]")
    expect(page.locator(".save-bar")).to_have_count(0)

    for name in ("cors_origins", "enable_rate_limit", "rate_limit_user_max"):
        page.locator(".setting", has=page.locator(f"#{name}")).locator("button.link").click()
    assert page.locator("text=Goes back to the static value").count() == 3
    page.click(".save-bar .primary")
    until("back", lambda: allowed(server) is None)
    now = {one["name"]: one["value"] for one in api(server, "config")["settings"]}
    assert now == before, {name: (before[name], now[name]) for name in before if before[name] != now[name]}

    # What is typed while the server has not yet answered is no part of what was saved, and stays.
    held = []
    page.route("**/api/v1/admin/config", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    page.fill("#max_candidates", "9")
    page.click(".save-bar .primary")
    until("it is sent", lambda: page.locator(".save-bar").count() == 1 and held)
    page.fill("#max_candidates", "8")
    page.fill("#max_subnets", "2")
    with page.expect_response(re.compile("/admin/config")) as response:
        look(page)
    response.value.finished()
    expect(page.locator(".save-bar .primary")).to_be_disabled()
    held[0].continue_()
    expect(page.locator(".told")).to_have_text(re.compile("^Saved: .*max_candidates"))
    assert (page.input_value("#max_candidates"), page.input_value("#max_subnets")) == ("8", "2")
    assert "Unsaved: 2" in page.locator(".save-bar").inner_text()
    page.unroute("**/api/v1/admin/config")
    page.click(".save-bar button[type=button]")
    expect(page.locator("#max_candidates")).to_have_value("9")
    api(server, "config", {"max_candidates": None})
    page.fill("input[name=find]", "rate_limit_user")
    expect(page.locator(".setting")).to_have_count(1)
    page.click(".console-nav a[href='/admin/audit']")
    page.wait_for_selector("table.rows")
    said = page.locator("table.rows").inner_text()
    entries = api(server, "audit")["entries"]
    for entry in entries:
        assert entry["detail"] in said and entry["action"] in said, entry
    assert sum(entry["action"] == "config.set" for entry in entries) >= 2
    visit.quiet("400")
    visit.context.close()


def demands(browser, server):
    """The operator finds a demand, ends it after a question, removes a member from a channel; both stand in the logs."""
    status, _, body = server.request("POST", "/api/v1/admin/agents/import", [LOOM], ADMIN)
    assert status == 200, body
    waiting = submitted(server, "I need a designer", clarify=True)["demand_id"]
    held = submitted(server, f"I need handloom weaving in Beijing on {DATE}")["demand_id"]
    names = lambda demand: [event["event_type"] for event in server.events(demand)]
    until("the member is asked", lambda: "towow.demand.broadcast" in names(held))
    visit = enter(browser, server, "demands")
    page = visit.page
    rows = page.locator("tbody tr")
    page.fill("input[name='demands.q']", "handloom weaving")
    expect(rows).to_have_count(1)
    page.fill("input[name='demands.q']", "no such words anywhere")
    expect(page.locator(".empty")).to_be_visible()
    page.fill("input[name='demands.q']", "")
    page.select_option("select[name=status]", "active")
    until("only running ones", lambda: rows.count() >= 2 and rows.count() == rows.locator("button").count() / 2)

    row = page.locator("tr", has=page.locator(f"a[href='/negotiation/{held}']"))
    row.get_by_role("button", name="Remove a member").click()
    page.wait_for_selector("dialog[open]")
    visit.accessible("the question")
    group = page.get_by_role("group", name="Main negotiation")
    expect(group.get_by_role("radio", name="Loom Keeper")).to_have_count(1)
    page.fill("dialog input[name=reason]", "spam")
    page.keyboard.press("Enter")
    assert "towow.agent.kicked" not in names(held) and page.locator("dialog[open]").count() == 1, "somebody has to be chosen"
    group.get_by_role("radio", name="Loom Keeper").check()
    visit.shot("admin-kick-1440")
    page.fill("dialog input[name=reason]", "spam")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    until("removed", lambda: "towow.agent.kicked" in names(held))

    row = page.locator("tr", has=page.locator(f"a[href='/negotiation/{waiting}']"))
    row.get_by_role("button", name="End it").click()
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "towow.demand.completed" not in names(waiting), "asked first"
    row.get_by_role("button", name="End it").click()
    page.fill("dialog input[name=reason]", "a mistake")
    page.click("dialog .danger")
    expect(page.locator("dialog[open]")).to_have_count(0)
    until("ended", lambda: server.events(waiting)[-1]["event_type"] == "towow.demand.completed")
    expect(page.locator(f"a[href='/negotiation/{waiting}']")).to_have_count(0)
    actions = [entry["action"] for entry in api(server, "audit")["entries"]]
    assert "channel.kick" in actions and "demand.cancel" in actions, actions
    visit.quiet("404")
    visit.context.close()


def subnetworks(browser, server):
    """Members of sub-networks stand under their own, and are removed from it; what is over and who has left is not offered."""
    other = Server({"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_OPEN_REGISTRATION": "true", "TOWOW_MAX_CANDIDATES": "2", "TOWOW_FEEDBACK_TIMEOUT": "900"})
    team = [Member(other, profile(name, skill)) for name, skill in (("Hall", "venue"), ("Camera", "photographer"), ("Kitchen", "catering"), ("Bakery", "catering"))]
    demand = submitted(other, "I need a venue, a photographer and catering for a meetup of 30 people in Beijing", language="en")["demand_id"]
    kicked = lambda: [event for event in other.events(demand) if event["event_type"].endswith("agent.kicked")]
    asked = lambda: [member for member in team if any(question["kind"] == "invitation" for question in member.inbox()["questions"])]
    until("two are asked", lambda: len(asked()) == 2)
    first = asked()
    visit = enter(browser, other, "demands")
    page = visit.page
    dialog = page.locator("dialog[open]")
    opened = lambda: (page.get_by_role("button", name="Remove a member").click(), dialog.locator("fieldset").first.wait_for())
    opened()
    assert sorted(dialog.locator("input[type=radio]").evaluate_all("all => all.map((one) => one.value)")) == sorted(one.id for one in first)
    page.keyboard.press("Escape")
    for member in first:
        channel = member.question("invitation")["channel_id"]
        member.say("offers", channel, {"message_id": "o", "decision": "participate", "contribution": "All of it"})
    for member in first:
        member.say("feedback", channel, {"message_id": "f", "version": member.question("review")["version"], "feedback_type": "accept"})
    below = {member.id: member.question("invitation")["channel_id"] for member in team if member not in first}
    assert len(below) == 2 and set(below.values()) == {channel + "-sub1"}, below

    opened()
    assert "Main negotiation" not in dialog.inner_text(), "it is over"
    group = page.get_by_role("group", name=re.compile("^Sub-network: .*catering"))
    assert set(group.locator("input").evaluate_all("all => all.map((one) => one.value)")) == set(below) and dialog.locator("fieldset").count() == 1
    visit.accessible("members by channel")
    page.set_viewport_size(PHONE)
    visit.fits("members by channel")
    visit.touchable("dialog button, dialog input", of_label=True)
    visit.shot("admin-kick-sub-360")
    gone, stays = below
    dialog.locator(f"input[value='{gone}']").check()
    page.fill("dialog input[name=reason]", "double booked")
    page.click("dialog .danger")
    expect(dialog).to_have_count(0)
    until("removed", lambda: len(kicked()) == 1)
    event = kicked()[0]
    assert event["event_type"] == "towow.subnet.agent.kicked" and event["payload"]["channel_id"] == below[gone] and event["payload"]["agent_id"] == gone, event
    assert [entry["detail"] for entry in api(other, "audit")["entries"] if entry["action"] == "channel.kick"] == [f"{below[gone]} {gone}: double booked"]
    opened()
    assert dialog.locator("input[type=radio]").evaluate_all("all => all.map((one) => one.value)") == [stays]
    # It ends while the question is open.
    dialog.locator("input[type=radio]").check()
    page.fill("dialog input[name=reason]", "late")
    status, answer = next(member for member in team if member.id == stays).say("offers", below[stays], {"message_id": "o", "decision": "decline", "decline_reason": "No time"})
    assert status == 200, answer
    until("the end", lambda: other.events(demand)[-1]["event_type"] == "towow.demand.completed")
    page.click("dialog .danger")
    expect(dialog.locator("[role=alert]")).to_have_text("the demand has ended")
    assert len(kicked()) == 1
    visit.quiet("409")
    visit.context.close()
    assert other.stop() == 0


def languages(browser, server):
    """Everything the server says is in the language of the page; a switch shows the other one and keeps what is typed, faults included."""
    visit = enter(browser, server, "settings", locale="zh-CN")
    page = visit.page
    helps, heads = page.locator(".setting > div:first-child > p"), page.locator(".console-body h2")
    page.wait_for_selector("#max_candidates")
    count = helps.count()
    english = {one["help"] for one in api(server, "config")["settings"]}
    assert count == len(english) > 50 and page.locator(".console-body [lang]").count() == 0
    assert all(is_chinese(text) and text not in english for text in helps.all_inner_texts()), [text for text in helps.all_inner_texts() if not is_chinese(text)]
    assert [text for text in heads.all_inner_texts() if not is_chinese(text)] == ["Claude", "TLS"], heads.all_inner_texts()
    page.fill("input[name=find]", "熔断")
    until("found by the Chinese words", lambda: 0 < helps.count() < 5)
    assert all("熔断" in text for text in helps.all_inner_texts())
    page.fill("input[name=find]", "")

    page.fill("#max_candidates", "99")
    page.fill("#response_timeout", "77.5")
    page.select_option("#open_registration", "true")
    saved = lambda: (page.input_value("#max_candidates"), page.input_value("#response_timeout"), page.input_value("#open_registration"))
    page.click(".save-bar .primary")
    fault = page.locator("#about-max_candidates [role=alert]")
    expect(fault).to_have_text("必须是 1 到 10 之间的整数")
    field = page.locator("#max_candidates").element_handle()
    switch(page)
    until("English", lambda: not any(is_chinese(text) for text in helps.all_inner_texts() + heads.all_inner_texts()))
    assert set(helps.all_inner_texts()) == english and helps.count() == count
    assert saved() == ("99", "77.5", "true") and "Unsaved: 3" in page.locator(".save-bar").inner_text()
    assert field.evaluate("el => el.isConnected"), "fields stay where they are"
    expect(fault).to_have_text("Not accepted. Send it again to read why in English.")
    page.fill("input[name=find]", "circuit breaker")
    until("found by the English words", lambda: 0 < helps.count() < 5)
    page.fill("input[name=find]", "")
    page.click(".save-bar .primary")
    expect(fault).to_have_text("must be a whole number from 1 to 10")
    switch(page)
    expect(fault).to_have_text("没有被接受。再发送一次即可看到中文说明。")
    until("Chinese", lambda: all(is_chinese(text) for text in helps.all_inner_texts()))
    assert saved() == ("99", "77.5", "true") and page.get_attribute("#max_candidates", "aria-invalid") == "true"
    visit.accessible("after switches")
    assert setting(server, "TOWOW_RESPONSE_TIMEOUT")["value"] == 300, "nothing was saved"
    page.click(".save-bar button[type=button]")
    visit.quiet("400")
    visit.context.close()


def switches(browser, server):
    """What was done is not said again in another language, what is wrong is; faults of an import are checked again."""
    visit = enter(browser, server, "settings", locale="zh-CN")
    page = visit.page
    page.fill("#max_candidates", "9")
    page.click(".save-bar .primary")
    told = page.locator(".told")
    expect(told).to_have_text(re.compile("^已保存"))
    switch(page)
    expect(told).to_be_empty()
    until("all of it in English", lambda: not is_chinese(page.locator(".console-body").inner_text()))
    api(server, "config", {name: None for name in ("max_candidates", "response_timeout", "open_registration")})
    page.click(".console-nav a[href='/admin/llm']")
    page.get_by_role("button", name="Test call").click()
    expect(page.locator(".told.trouble")).to_have_text("no model is configured: rules decide")
    switch(page)
    until("the trouble in Chinese", lambda: is_chinese(told.inner_text()) and "model" not in told.inner_text())

    page.click(".console-nav a[href='/admin/members']")
    page.fill("textarea[name=paste]", '{"id":"BAD","display_name":"B"}')
    page.locator(".panel .primary").click()
    report = page.locator(".panel [role=status] li")
    expect(report).to_have_text(re.compile("^第 1 行：id："))
    switch(page)
    expect(report).to_have_text(re.compile("^line 1: id: only"))
    assert page.input_value("textarea[name=paste]") == '{"id":"BAD","display_name":"B"}'
    visit.quiet("400", "503")
    visit.context.close()


def names(browser, server):
    """What the server calls by a name of its own has words in the language of the page: entries of the audit and moods of demonstrations."""
    api(server, "rate-limiter/reset-stats", {})
    visit = enter(browser, server, "audit", locale="zh-CN")
    page = visit.page
    page.wait_for_selector("table.rows")
    assert "清零请求限制的计数" in page.locator("tbody tr").first.inner_text()
    switch(page)
    until("in English", lambda: "Counts of the rate limiter reset" in page.locator("tbody tr").first.inner_text())
    switch(page)
    page.click(".console-nav a[href='/admin/demo']")
    page.get_by_role("button", name="启用").click()
    page.wait_for_selector("select[name=scenario]")
    assert all(is_chinese(text) for text in page.locator("select[name=scenario] option").all_inner_texts())
    page.get_by_role("button", name="停用").click()
    expect(page.locator("select[name=scenario]")).to_have_count(0)
    visit.quiet()
    visit.context.close()


def members(browser, server):
    """An import is checked first and reports by line; then it is taken whole; members are switched off and on, the inactive stay listed."""
    rows = [{**LOOM, "id": f"import-{n}", "display_name": f"Imported {n}", "kind": "auto"} for n in (1, 2)]
    visit = enter(browser, server, "members")
    page = visit.page
    report = page.locator(".panel [role=status]")
    first = page.locator("tbody tr").first.inner_text()
    page.get_by_role("button", name="Next").click()
    until("the next page", lambda: page.locator("tbody tr").first.inner_text() != first)
    page.get_by_role("button", name="Previous").click()
    until("the page before", lambda: page.locator("tbody tr").first.inner_text() == first)
    page.fill("textarea[name=paste]", "\n".join(json.dumps(row) for row in rows))
    page.get_by_role("button", name="Check only").click()
    expect(report).to_contain_text("Checked, nothing imported: 2 new, 0 changed, 0 as before")
    assert not [one for one in api(server, "agents?q=import-1")["agents"] if one["agent_id"] == "import-1"]
    page.fill("textarea[name=paste]", json.dumps(rows[0]) + "\n" + json.dumps({**rows[1], "capabilities": "all"}))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(report).to_contain_text("line 2")
    visit.accessible("faults of an import")
    assert not [one for one in api(server, "agents?q=import-1")["agents"] if one["agent_id"] == "import-1"], "all or nothing"
    # The same from a file.
    page.set_input_files("input[type=file]", {"name": "members.jsonl", "mimeType": "application/x-ndjson", "buffer": "\n".join(json.dumps(row) for row in rows).encode()})
    page.get_by_role("button", name="Import", exact=True).click()
    expect(report).to_contain_text("Imported: 2 new")
    page.fill("input[name='members.q']", "Imported")
    row = page.locator("tr", has=page.locator("a[href='/agents/import-1']"))
    row.get_by_role("button", name="Deactivate").click()
    expect(row.locator(".chip")).to_have_text("inactive")
    assert server.request("GET", "/api/v1/agents/import-1")[0] == 404
    row.get_by_role("button", name="Activate").click()
    expect(row.locator(".chip")).to_have_text("active")
    assert server.request("GET", "/api/v1/agents/import-1")[0] == 200
    visit.quiet("400")
    visit.context.close()


def model(browser, server):
    """A test call without a key says why it can not be; with one it says what it took; counts and breakers are shown and reset."""
    visit = enter(browser, server, "llm")
    visit.page.get_by_role("button", name="Test call").click()
    expect(visit.page.locator(".told.trouble")).not_to_be_empty()
    assert "No ANTHROPIC_API_KEY" in visit.page.locator(".console-body").inner_text()
    visit.quiet("503")
    visit.context.close()
    fake = Fake()
    other = Server({"ADMIN_API_KEY": KEY, **fake.environment})
    visit = enter(browser, other, "llm")
    page = visit.page
    page.get_by_role("button", name="Test call").click()
    expect(page.locator(".told")).to_have_text(re.compile(r"^claude-\S+: [\d,]+ ms, [\d,]+ tokens, \$"))
    assert fake.stats()["calls"] == 1
    demand = submitted(other)["demand_id"]
    until("the outcome", lambda: other.events(demand)[-1]["event_type"] == "towow.demand.completed", 30)
    page.reload()
    page.wait_for_selector("table.rows")
    rows = page.locator("table").nth(1).locator("tbody tr")
    shown = {row.locator("td").first.locator("code").inner_text(): row.inner_text() for row in rows.all()}
    counts = {one["decision"]: one for one in api(other, "llm")["decisions"]}
    assert list(shown) == list(counts) and len(counts) == 9, list(shown)
    assert counts["understand"]["calls"] > 0 and "answered" in shown["understand"], shown["understand"]
    assert all(one["title"] in shown[name] for name, one in counts.items())
    visit.accessible("with a model")
    visit.shot("admin-llm-1440")
    switch(page)
    until("decisions in Chinese", lambda: all(is_chinese(row.locator("td").first.inner_text()) for row in rows.all()))
    visit.shot("admin-llm-1440-zh")
    switch(page)
    page.get_by_role("button", name="Reset").first.click()
    until("counted anew", lambda: all(one["calls"] == 0 for one in api(other, "llm")["decisions"]))
    page.get_by_role("button", name="Reset").nth(1).click()
    until("in the audit", lambda: any(entry["action"] == "circuit_breaker.reset" for entry in api(other, "audit")["entries"]))
    visit.quiet()
    visit.context.close()
    fake.close()
    assert other.stop() == 0


def demonstration(browser, server):
    """Switched on, prepared with a seed, run: the live page shows a demonstration by the real engine; the list knows its outcome."""
    visit = enter(browser, server, "demo")
    page = visit.page
    page.get_by_role("button", name="Activate").click()
    page.wait_for_selector("select[name=preset]")
    page.fill("input[name=seed]", "7")
    page.select_option("select[name=language]", "en")
    page.get_by_role("button", name="Prepare").click()
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("7")
    visit.accessible("a prepared demonstration")
    row.get_by_role("button", name="Run").click()
    page.wait_for_url(re.compile("/negotiation/d-"))
    page.wait_for_selector(".outcome", timeout=30000)
    assert "Demonstration" in page.locator("main").inner_text()
    demand = page.url.rsplit("/", 1)[1]
    assert all(event["payload"].get("is_demo") for event in server.events(demand) if event["event_type"] == "towow.demand.submitted")
    page.go_back()
    page.wait_for_selector(f"a[href='/negotiation/{demand}']")
    page.get_by_role("button", name="Deactivate").click()
    expect(page.locator("select[name=preset]")).to_have_count(0)
    visit.quiet()
    visit.context.close()


def reference(browser, server):
    """Every operation of the document is there, found, linked to, and its line for a shell works; without the document it says so."""
    document = json.loads(server.request("GET", "/openapi.json")[2])
    calls = [(path, method, one) for path, methods in document["paths"].items() for method, one in methods.items()]
    visit = Visit(browser, server, reduced_motion="reduce")
    page = visit.page
    page.goto("/docs")
    page.wait_for_selector(".console-body section")
    shown = page.eval_on_selector_all(".console-body section > details", "all => all.map((one) => one.id)")
    assert sorted(shown) == sorted(one["operationId"] for _, _, one in calls), set(shown) ^ {one["operationId"] for _, _, one in calls}
    page.evaluate("document.querySelectorAll('section > details > summary').forEach((summary) => summary.click())")
    until("all are unfolded", lambda: page.locator(".command pre").count() == len(calls))
    seen = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll("section > details")].map((one) => [one.id,
      [one.querySelector("summary").innerText, one.querySelector("pre").innerText, one.querySelectorAll(".answer").length]]))""")
    for path, method, one in calls:
        summary, line, answers = seen[one["operationId"]]
        assert line.startswith("curl") and server.url() in line, line
        assert path in summary and method.upper() in summary, summary
        assert answers == len(one["responses"]), (path, answers)
    assert page.locator("text=undefined").count() == 0 and page.locator("text=[object").count() == 0
    page.goto("/docs#getHealth")
    page.wait_for_selector("#getHealth[open] .command")
    until("a deep link opens and focuses", lambda: page.evaluate("document.activeElement.closest('details')?.id") == "getHealth")
    line = page.locator("#getHealth pre").inner_text()
    done = subprocess.run(["sh", "-c", line + " -s"], stdout=subprocess.PIPE, text=True, check=True)
    assert json.loads(done.stdout)["status"] == "healthy", done.stdout
    page.fill("input[name=filter]", "submit demand")
    until("filtered", lambda: page.locator(".console-body section > details").count() < len(calls) / 4)
    assert page.locator("#submitDemand").count() == 1
    page.fill("input[name=filter]", "nothing has these words")
    expect(page.locator(".empty")).to_be_visible()
    visit.quiet()
    visit.context.close()
    chinese = Visit(browser, server, locale="zh-CN")
    chinese.page.goto("/docs#submitDemand")
    chinese.page.wait_for_selector("#submitDemand .operation")
    submit = document["paths"]["/api/v1/demand/submit"]["post"]
    assert submit["x-zh"]["summary"] in chinese.page.locator("#submitDemand > summary").inner_text()
    chinese.context.close()
    gateway = Gateway(server, lambda method, path: "drop" if path == "/openapi.json" else None)
    alone = Visit(browser, gateway)
    alone.page.goto("/docs")
    alone.page.wait_for_selector(".state-page button")
    alone.accessible("without the document")
    gateway.rule = lambda method, path: None
    alone.page.click(".state-page button")
    alone.page.wait_for_selector(".console-body section")
    alone.context.close()
    gateway.close()


def hostile(browser, server):
    """Markup, bidi controls, endless words and right-to-left text in everything that the server says: text, and no wider than a phone."""
    submitted(server, HOSTILE[:7900])
    demand = submitted(server)["demand_id"]
    until("an outcome", lambda: server.events(demand)[-1]["event_type"] == "towow.demand.completed")
    kept = {"status", "outcome", "kind", "source", "applies", "action", "state", "key", "name", "openapi", "$ref", "type", "in", "scheme", "value"}

    def poison(value, key=""):
        if isinstance(value, dict):
            return {name: item if name in kept else poison(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [poison(item, key) for item in value]
        return HOSTILE if isinstance(value, str) and not re.fullmatch(r"[0-9TZ:.\-]+", value) and key not in ("tags", "operationId", "required") else value

    def rule(method, path):
        if "/api/v1/admin/" not in path and path != "/openapi.json":
            return None
        status, headers, body = server.request("GET", path, headers=ADMIN)
        return (status, {"Content-Type": "application/json"}, json.dumps(poison(json.loads(body))).encode())

    gateway = Gateway(server, rule)
    for viewport in (PHONE, WIDE):
        visit = Visit(browser, gateway, viewport, reduced_motion="reduce")
        page = visit.page
        page.on("dialog", lambda dialog: visit.errors.append("a dialog: " + dialog.message))
        page.add_init_script(f"sessionStorage.setItem('towow.admin', {json.dumps(KEY)})")
        for section in SECTIONS:
            page.goto(f"/admin/{section}")
            page.wait_for_selector(".console-body > h1 + :not(p[role=status])")
            visit.fits(f"hostile {section} at {viewport['width']}")
            assert page.locator("main img, main script").count() == 0
            if section == "demands":
                visit.shot(f"hostile-admin-{section}-{viewport['width']}")
        page.goto("/docs#submitDemand")
        page.wait_for_selector("#submitDemand .operation")
        visit.fits(f"hostile docs at {viewport['width']}")
        assert "<script>alert(2)</script>" in page.locator("#submitDemand").inner_text()
        assert page.locator("main img, main script").count() == 0
        visit.quiet()
        visit.context.close()
    gateway.close()


def everywhere(browser, server):
    """axe finds nothing in any section or the reference in both themes and languages; nothing is wider than a phone."""
    looks = [("light", "en-US", WIDE), ("dark", "zh-CN", PHONE)]
    if SHOTS:
        looks += [("light", "zh-CN", PHONE), ("dark", "en-US", WIDE), ("dark", "zh-CN", {"width": 2560, "height": 1300}), ("light", "en-US", {"width": 2560, "height": 1300})]
    for scheme, locale, viewport in looks:
        visit = enter(browser, server, viewport=viewport, locale=locale, color_scheme=scheme)
        for section in SECTIONS:
            visit.page.locator(f".console-nav a[href='/admin{'' if section == 'overview' else '/' + section}']").click()
            visit.page.wait_for_selector(".console-body > h1 + :not(p[role=status])")
            name = f"admin-{section}-{viewport['width']}-{scheme}-{locale[:2]}"
            visit.fits(name)
            visit.accessible(name)
            visit.shot(name)
        visit.page.goto("/docs#submitDemand")
        visit.page.wait_for_selector("#submitDemand .operation")
        name = f"docs-{viewport['width']}-{scheme}-{locale[:2]}"
        visit.fits(name)
        visit.accessible(name)
        visit.shot(name)
        visit.touchable("button, .button, select, input, summary, nav a")
        visit.quiet()
        visit.context.close()


def by_keyboard(browser, server):
    """Key, section, a changed and saved setting, without a mouse; while figures come in anew the focus and what is typed stay."""
    visit = Visit(browser, server, reduced_motion="reduce")
    page = visit.page
    page.goto("/admin")
    page.wait_for_selector("input[name=key]")

    def tab_to(what):
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({json.dumps(what)})"):
                return
        raise AssertionError(f"no way to {what} by Tab")

    tab_to("input[name=key]")
    page.keyboard.type(KEY)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tiles")
    tab_to("a[href='/admin/settings']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#max_subnets")
    assert page.evaluate("document.activeElement.localName") == "h1"
    tab_to("#max_subnets")
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    with page.expect_response(re.compile("/admin/config")) as response:
        look(page)
    response.value.finished()
    assert page.evaluate("document.activeElement.id") == "max_subnets" and page.input_value("#max_subnets") == "2"
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_have_text(re.compile("max_subnets"))
    assert setting(server, "TOWOW_MAX_SUBNETS")["value"] == 2
    api(server, "config", {"max_subnets": None})
    visit.quiet()
    visit.context.close()


CHECKS = [key_entry, settings, demands, subnetworks, languages, switches, names, members, model, demonstration, reference, hostile, everywhere, by_keyboard]


if __name__ == "__main__":
    run(CHECKS, {"ADMIN_API_KEY": KEY, "CORS_ORIGINS": "https://other.example"})
