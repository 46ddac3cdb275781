"""The fake Claude of the checks: a process of its own, gone with the check."""
import json, os, subprocess, sys, urllib.request

from _server import ROOT


class Fake:
    """Everything happens in one scope."""

    key = "test-key"

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, "-B", os.path.join(ROOT, "Tests", "fakes", "claude.py"), "--key", self.key],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline().split()[1])}/check"

    @property
    def environment(self):
        return {"ANTHROPIC_API_KEY": self.key, "ANTHROPIC_BASE_URL": self.url}

    def tell(self, *told):
        """Each either a list of steps or a dictionary of properties."""
        for one in told:
            urllib.request.urlopen(urllib.request.Request(self.url + "/fake/script", json.dumps(one).encode()))

    def log(self, bodies=True):
        """Requests and figures; without the requests' contents when they are many."""
        with urllib.request.urlopen(self.url + "/fake/log" + ("" if bodies else "?bodies=no")) as answer:
            return json.load(answer)

    def stats(self):
        with urllib.request.urlopen(self.url + "/fake/stats") as answer:
            return json.load(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
