#!/usr/bin/env python3
"""Settings that the operator changes while the server runs: in force at once, kept over a restart, all or nothing."""
import json, time

from _server import Server

KEY = "operator-key-of-the-settings-check"
ADMIN = {"X-Admin-Key": KEY}
ORIGIN = "https://elsewhere.example"


def post(server, body, headers=ADMIN, path="/admin/config"):
    status, _, answer = server.request("POST", path, body, headers)
    return status, json.loads(answer)


def allowed(server):
    return server.request("GET", "/health", headers={"Origin": ORIGIN})[1].get("Access-Control-Allow-Origin")


def setting(server, name):
    status, _, body = server.request("GET", "/api/v1/admin/config", headers=ADMIN)
    assert status == 200, body
    found = [entry for entry in json.loads(body)["settings"] if name in (entry.get("key"), entry.get("variable"))]
    assert len(found) == 1, (name, found)
    return found[0]


def until(what, condition):
    end = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)


def main():
    server = Server({"APP_ENV": "production", "ADMIN_API_KEY": KEY, "TOWOW_CONFIG": ""})
    # Only with the key, by either header.
    for headers, expected in (({}, 401), ({"X-Admin-Key": "wrong"}, 403), ({"Authorization": "Bearer wrong"}, 403)):
        assert server.request("GET", "/admin/config", headers=headers)[0] == expected
    assert server.request("GET", "/admin/config", headers={"Authorization": f"Bearer {KEY}"})[0] == 200
    print("ok      key")

    assert allowed(server) is None
    status, answer = post(server, {"cors_origins": [ORIGIN], "log_level": "error", "enable_rate_limit": True, "rate_limit_user_max": 1})
    assert status == 200, answer
    assert allowed(server) == ORIGIN
    statuses = [server.request("POST", "/api/v1/demand/submit", {"raw_input": "a venue"})[0] for _ in range(6)]
    assert statuses[0] == 200 and statuses[-1] == 429, statuses
    assert setting(server, "cors_origins")["source"] == "live", setting(server, "cors_origins")
    print("ok      in force at once")

    status, answer = post(server, {"cors_origins": [], "rate_limit_user_max": 0, "nonsense": 1})
    assert status == 400, answer
    text = json.dumps(answer, ensure_ascii=False)
    assert "rate_limit_user_max" in text and "nonsense" in text, answer
    assert allowed(server) == ORIGIN, "all or nothing"
    print("ok      all or nothing")

    server.kill()
    server.start()
    assert allowed(server) == ORIGIN
    status, answer = post(server, {"cors_origins": None, "enable_rate_limit": None})
    assert status == 200 and allowed(server) is None, answer
    print("ok      kept, and given back")
    assert KEY not in server.read_log()
    assert server.stop() == 0


if __name__ == "__main__":
    main()
