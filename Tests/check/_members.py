"""Members of checks who answer by hand."""
import http.client, json, time


def profile(name, capability, **more):
    return {"display_name": name, "kind": "manual", "summary": f"{capability} in Beijing", "capabilities": [{"name": capability, "tags": []}],
            "places": [{"city": "Beijing"}], "languages": ["en"], "public_fields": ["summary", "capabilities"], **more}


class Member:
    def __init__(self, server, profile):
        self.server = server
        status, headers, body = server.request("POST", "/api/v1/agents", profile)
        assert status == 201, (status, body)
        whole = json.loads(body)
        self.id, self.token = whole["agent_id"], whole["agent_token"]
        assert headers["Location"] == f"/api/v1/agents/{self.id}", headers["Location"]

    @property
    def bearer(self):
        return {"Authorization": f"Bearer {self.token}"}

    def inbox(self, server=None):
        status, _, body = (server or self.server).request("GET", f"/api/v1/agents/{self.id}/inbox?limit=100", headers=self.bearer)
        assert status == 200, (status, body)
        return json.loads(body)

    def question(self, kind, version=None, demand=None, server=None):
        """Waits until a question of this kind is open."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            inbox = self.inbox(server)
            for question in inbox["questions"]:
                if (question["kind"] == kind and (version is None or question["version"] == version)
                        and (demand is None or question["demand_id"] == demand)):
                    return question
            time.sleep(0.02)
        raise AssertionError(f"{self.id}: no {kind} (version {version}): {inbox}")

    def say(self, call, channel, body, token=None, server=None):
        headers = {"Authorization": f"Bearer {token}"} if token else self.bearer
        status, _, answer = (server or self.server).request("POST", f"/api/v1/channels/{channel}/{call}", body, headers)
        return status, json.loads(answer)

    def first_of_stream(self):
        """The first message of the inbox as a stream."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.request("GET", f"/api/v1/agents/{self.id}/inbox", headers={**self.bearer, "Accept": "text/event-stream"})
        answer = connection.getresponse()
        assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/event-stream"), answer.status
        try:
            while True:
                line = answer.readline()
                assert line, "the stream ended"
                if line.startswith(b"data:"):
                    return json.loads(line[5:])
        finally:
            connection.close()
