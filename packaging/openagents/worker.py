"""A member by rules: offers what its profile says, under the conditions that the profile states, and accepts a plan that keeps them.
A start for a worker of your own: put what your agent decides into the two methods."""
from participant import Decider, serve


class Rules(Decider):
    def __init__(self, profile):
        self.profile = profile

    async def offer(self, invitation):
        chinese = invitation["demand"]["language"] == "zh"
        wanted = " ".join([invitation["demand"]["surface_demand"], *invitation["needs"]]).lower()
        fitting = [item["name"] for item in self.profile["capabilities"]
                   if any(word.lower() in wanted for word in [item["name"], *item.get("tags", [])])]
        if not fitting:
            reason = "这不在我们的能力范围内" if chinese else "This is not what we do"
            return {"decision": "decline", "decline_reason": reason, "confidence": 90}
        named = "、".join(fitting) if chinese else ", ".join(fitting)
        conditions = self.profile.get("conditions", [])
        return {"decision": "conditional" if conditions else "participate", "contribution": f"{named}: {self.profile['summary']}",
                "conditions": [condition["text"] for condition in conditions], "condition_details": conditions, "confidence": 80}

    async def feedback(self, review):
        chinese = review["demand"]["language"] == "zh"
        kept = {key for assignment in review["own_assignments"] for key in assignment["conditions_addressed"]}
        missing = [condition["text"] for condition in self.profile.get("conditions", []) if condition["id"] not in kept]
        if not missing:
            return {"feedback_type": "accept", "satisfaction_score": 80}
        # Numbers that went over gRPC are floating-point ones.
        if int(review["round"]) >= int(review["max_rounds"]):
            return {"feedback_type": "reject", "reasoning": "; ".join(missing), "concerns": missing}
        return {"feedback_type": "negotiate", "adjustment_request": ("请满足：" if chinese else "Please keep: ") + "; ".join(missing),
                "concerns": missing}


if __name__ == "__main__":
    serve(Rules, __doc__)
