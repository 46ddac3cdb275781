extension Phrase {
    /// What somebody is in a plan: the need itself, as the person who serves it or as the thing.
    func role(_ need: String) -> String {
        switch ServiceKind(need) {
        case .listening: pick("倾听者", "Listener")
        default: capitalised(need)
        }
    }

    // MARK: declining

    func declinesTopic(_ topic: String) -> String {
        pick("谢谢邀请。「\(topic)」我一向不接，这次就不参加了。", "Thank you for asking. “\(topic)” is something I do not take on.")
    }

    func doesNotFit(_ member: Member, _ needs: [String]) -> String {
        let offered = list(member.capabilities.prefix(3).map { quote($0.name) })
        let missing = list(Array(needs.prefix(3)))
        guard !offered.isEmpty else {
            return pick(
                "谢谢邀请。这件事我帮不上，名额留给别人吧。", "Thank you for asking. I cannot help with this and leave the place to others.")
        }
        return missing.isEmpty
            ? pick(
                "谢谢邀请。我做的是\(offered)，看不出能帮上什么。",
                "Thank you for asking. I do \(offered) and cannot see where that would help.")
            : pick(
                "谢谢邀请。我做的是\(offered)，\(missing)这方面帮不上。",
                "Thank you for asking. I do \(offered), which is not what is needed here (\(bare(missing))).")
    }

    func refuses(_ conflict: ProfileCheck.Conflict) -> String {
        let point = conflict.point
        switch conflict.kind {
        case .price:
            return pick(
                "谢谢邀请。我的价格是\(point.desiredValue)，超出了\(point.currentValue)，这次接不了。",
                "Thank you for asking. My price is \(point.desiredValue), which is above \(point.currentValue), so I cannot this time."
            )
        default:
            return pick(
                "谢谢邀请，这次接不了：\(point.reason)，而这次是\(point.currentValue)。",
                "Thank you for asking. I cannot this time: \(point.reason), and this is \(point.currentValue).")
        }
    }

    /// A condition that the facts of the demand rule out.
    func refusesCondition(_ condition: Condition, _ context: Understanding.Context) -> String {
        let fact = fact(condition.kind, context)
        return pick(
            "谢谢邀请，这次接不了。我的条件是「\(condition.text)」" + (fact.isEmpty ? "，这次做不到。" : "，而这次是\(fact)。"),
            "Thank you for asking. I cannot this time: my condition is “\(condition.text)”"
                + (fact.isEmpty ? ", which is not so here." : ", and this is \(fact)."))
    }

    /// What the demand says about the subject of a condition.
    func fact(_ kind: Condition.Kind, _ context: Understanding.Context) -> String {
        switch kind {
        case .size: context.expectedAttendees.map { pick(people($0), "for \(people($0))") } ?? ""
        case .place:
            context.remote == true ? pick("线上", "online") : context.location.map { pick("在\($0)", "in \($0)") } ?? ""
        case .notice, .date:
            (context.dateEnd ?? context.date).map {
                context.date == nil || context.dateEnd == nil ? date($0) : range(context.date ?? $0, $0)
            } ?? ""
        case .price: context.budget.map { pick("预算\(money($0))", "a budget of \(money($0))") } ?? ""
        case .role, .other: ""
        }
    }

    func tooUnsure(_ capability: String) -> String {
        pick(
            "谢谢邀请。我做的是「\(capability)」，和这次的需要只沾一点边，没有把握就不答应了。",
            "Thank you for asking. What I do is “\(capability)”, which fits only in part, and I do not promise what I am not sure of."
        )
    }

    // MARK: offering

    func contribution(_ fits: [ProfileCheck.Fit], member: Member, check: ProfileCheck) -> String {
        let context = check.understanding.context
        var groups: [(name: String, needs: [String])] = []
        for fit in fits {
            if let index = groups.firstIndex(where: { $0.name == fit.capability.name }) {
                groups[index].needs.append(fit.need)
            } else if groups.count < 4 {
                groups.append((fit.capability.name, [fit.need]))
            }
        }
        var parts: [String] = []
        // Several trades of one kind are one sentence.
        let isRelated = check.understanding.capabilityTags.isEmpty
        let trades = groups.filter { ServiceKind($0.needs[0]).isTrade && !isSubject($0.needs[0]) && !isRelated }
        if trades.count > 1 { parts.append(serves(trades)) }
        for group in groups where trades.count < 2 || !trades.contains(where: { $0.name == group.name }) {
            parts.append(
                isRelated || isSubject(group.needs[0])
                    ? touches(group.needs, group.name) : serves(group.needs, group.name, capacity: member.capacity))
        }
        if let place = place(fits, member: member, context) { parts.append(place) }
        if let price = member.price {
            let text = self.price(price, for: fits.map(\.need), context, kind: WorkKind(check.understanding))
            parts.append(
                price.negotiable == true
                    ? pick("\(text)，价格可以谈", "My price: \(text), open to talk") : pick(text, "My price: \(text)"))
        }
        return sentences(parts)
    }

    /// Said only where it matters: somebody has to be there, or stands on a stage from afar.
    private func place(_ fits: [ProfileCheck.Fit], member: Member, _ context: Understanding.Context) -> String? {
        guard let location = context.location, context.remote != true else { return nil }
        let services = fits.map { ServiceKind($0.need) }
        switch ProfileCheck.placement(of: member, at: location) {
        case .here:
            let mustBeThere = fits.contains { NeedFit.standard.entry(of: $0.need)?.isOnSite == true }
            return mustBeThere || services.contains(.person) ? pick("我就在\(location)", "I am in \(location)") : nil
        case .elsewhere:
            guard services.contains(where: { $0 == .person || $0 == .teaching || $0 == .listening || $0 == .advice })
            else { return nil }
            return pick("我不在\(location)，可以线上参加", "I am not in \(location) and would join online")
        case .unknown: return nil
        }
    }

    /// A subject that the demand and the profile share, rather than something that is asked for.
    private func isSubject(_ need: String) -> Bool { NeedFit.standard.entry(of: need)?.isSubject == true }

    /// The demand names nothing to do; what it is about is the member's subject.
    private func touches(_ needs: [String], _ name: String) -> String {
        pick(
            "我做的是\(quote(name))，和\(list(needs))有关，也许帮得上",
            "I do \(quote(name)), which has to do with \(bare(list(needs))), and might help")
    }

    private func serves(_ trades: [(name: String, needs: [String])]) -> String {
        let items = trades.map { trade -> String in
            let what = list(trade.needs)
            let isSaid = trade.needs.count == 1 && FoldedText(trade.name).contains(what)
            return isSaid
                ? quote(trade.name) : pick("\(what)（\(quote(trade.name))）", "the \(bare(what)) (\(quote(trade.name)))")
        }
        return pick("\(list(items))我都可以做", "I can do \(list(items))")
    }

    /// One sentence: which of the needs this capability serves, in words that go with the kind of service.
    private func serves(_ needs: [String], _ name: String, capacity: Member.Capacity?) -> String {
        let what = list(needs), plain = bare(what)
        let service = ServiceKind(needs[0])
        // A need that the capability's name says already is not said twice.
        let isSame = needs.count == 1 && FoldedText(name).scalars == FoldedText(needs[0]).scalars
        let isSaid = needs.count == 1 && FoldedText(name).contains(needs[0])
        let room = NeedFit.standard.entry(of: needs[0])?.dependsOnSize == true ? self.capacity(capacity, service) : ""
        let own = quote(name)
        switch service {
        case .venue:
            return isSaid
                ? pick("可以用我这里的\(own)\(room)", "you could use my \(own)\(room)")
                : pick("\(what)可以用我这里的\(own)\(room)", "for the \(plain) there is my \(own)\(room)")
        case .catering:
            return isSaid
                ? pick("我来准备\(own)\(room)", "I could bring my \(own)\(room)")
                : pick("\(what)我来准备，做\(own)\(room)", "I could do the \(plain): \(own)\(room)")
        case .thing:
            return isSaid
                ? pick("我可以提供\(own)\(room)", "I can provide \(own)\(room)")
                : pick("\(what)我可以提供，有\(own)\(room)", "I can provide the \(plain): \(own)\(room)")
        case .person:
            return isSame
                ? pick("我可以来当\(what)", "I can come as \(plain)")
                : pick("我可以来当\(what)，做\(own)", "I can come as \(plain), with \(own)")
        case .teaching:
            return isSame
                ? pick("\(what)可以找我", "I can teach this: \(own)")
                : pick("\(what)可以找我，我开的课是\(own)", "I can teach this: my course is \(own)")
        case .listening:
            return isSame
                ? pick("我愿意听你说，也可以陪你聊聊", "I would be glad to listen and to talk with you")
                : pick("我愿意陪你聊聊，我做的是\(own)", "I would be glad to talk with you; \(own) is what I do")
        case .visit, .transport:
            return isSame
                ? pick("\(what)我可以来做", "I can come and do the \(plain)")
                : pick("\(what)我可以来做，我这里是\(own)", "I can do the \(plain): \(own) is my trade")
        case .advice:
            return isSame
                ? pick("\(what)方面可以问我", "I can advise you: \(own) is my field")
                : pick("\(what)方面可以问我，我做的是\(own)", "I can advise you on \(plain); my field is \(own)")
        case .travel:
            return isSame
                ? pick("\(what)交给我就行", "I can do the \(plain) for you")
                : pick("\(what)交给我就行，我做\(own)", "I can do the \(plain) for you: I offer \(own)")
        case .company:
            return isSame
                ? pick("我有兴趣一起做，先聊聊\(what)的事", "I would like to join in as \(plain); let us talk first")
                : pick("我有兴趣一起做，我做的是\(own)", "I would like to join in; \(own) is what I do")
        case .work:
            return isSame || isSaid
                ? pick("\(own)是我的本行，可以交给我", "\(own) is what I do, so I can take that on")
                : pick("\(what)我可以做，本行是\(own)", "I can do the \(plain); \(own) is my trade")
        }
    }

    /// How many people there is room for, as the end of a sentence.
    private func capacity(_ capacity: Member.Capacity?, _ service: ServiceKind) -> String {
        let isRoom = service == .venue
        switch (capacity?.min, capacity?.max) {
        case (nil, let most?):
            return isRoom
                ? pick("，最多坐\(most)人", ", for up to \(people(most))")
                : pick("，最多接待\(most)人", ", for up to \(people(most))")
        case (let least?, nil): return pick("，\(least)人起", ", from \(people(least)) up")
        case (let least?, let most?):
            return isRoom
                ? pick("，\(least)到\(most)人都合适", ", for \(least) to \(people(most))")
                : pick("，\(least)到\(most)人都接", ", for \(least) to \(people(most))")
        case (nil, nil): return ""
        }
    }

    /// Without the article that some names of needs begin with, for use after one.
    func bare(_ need: String) -> String {
        guard language == .english else { return need }
        for article in ["a ", "an ", "the "] where need.hasPrefix(article) {
            return String(need.dropFirst(article.count))
        }
        return need
    }

    func reasoning(_ fits: [ProfileCheck.Fit], check: ProfileCheck) -> String {
        let needs = list(fits.prefix(3).map(\.need))
        var parts = [
            pick(
                "这次要的\(needs)，我有\(quote(fits[0].capability.name))对得上",
                "My \(quote(fits[0].capability.name)) goes with the \(bare(needs)) asked for")
        ]
        if let date = check.understanding.context.date, check.understanding.context.dateEnd == nil,
            check.weekday() == nil, !check.member.availability.isEmpty
        {
            parts.append(pick("\(self.date(date))我有空", "\(self.date(date)) is within my hours"))
        }
        return sentences(parts)
    }

    func availability(_ member: Member) -> String {
        var parts: [String] = []
        for slot in member.availability.prefix(3) where !slot.weekdays.isEmpty {
            parts.append(
                pick(
                    "\(weekdays(slot.weekdays)) \(slot.from)–\(slot.to)有空",
                    "free \(weekdays(slot.weekdays)) \(slot.from)–\(slot.to)"))
        }
        if let notice = member.noticeDays, notice > 0 { parts.append(pick("需提前\(notice)天约", "\(notice) days' notice")) }
        return parts.joined(separator: pick("，", ", "))
    }
}
