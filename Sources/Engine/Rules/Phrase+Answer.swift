extension Phrase {
    func role(_ need: String) -> String {
        NeedFit.standard.entry(of: need)?.isPerson == true ? capitalised(need) : lead(need)
    }

    func declinesTopic(_ topic: String) -> String {
        pick("谢谢邀请。这次涉及「\(topic)」，这类事情我一向不接。", "Thank you for asking. This is about “\(topic)”, which I do not take on.")
    }

    func doesNotFit(_ member: Member, _ needs: [String]) -> String {
        let offered = member.capabilities.prefix(3).map { quote($0.name) }
        let missing = list(Array(needs.prefix(3)))
        guard !offered.isEmpty else {
            return pick("谢谢邀请。我的资料里没有能帮上这件事的内容，先不占名额。", "Thank you for asking. Nothing in my profile would help here, so I leave the place to others.")
        }
        return pick(
            (missing.isEmpty ? "谢谢邀请。从描述里看不出我能帮上什么" : "谢谢邀请。这次需要的\(missing)不是我做的事")
                + "，我能提供的是\(list(offered))，以后用得上再找我。",
            (missing.isEmpty ? "Thank you for asking. I cannot see where I could help" : "Thank you for asking. I do not do \(missing)")
                + "; what I do offer is \(list(offered)), should you need that some day.")
    }

    func refuses(_ point: NegotiationPoint, member: Member) -> String {
        pick(
            "谢谢邀请，这次参加不了：\(point.reason)，而需求是\(point.currentValue)。",
            "Thank you for asking. I cannot this time: \(point.reason), and the demand says \(point.currentValue).")
    }

    func refusesCondition(_ text: String) -> String {
        pick("谢谢邀请，这次参加不了：我的条件是「\(text)」，与需求不符。", "Thank you for asking. I cannot this time: my condition is “\(text)”, and the demand is different.")
    }

    func tooUnsure(_ capability: String) -> String {
        pick(
            "谢谢邀请。我做的是「\(capability)」，和这次的需要只是部分相关，没有把握就不答应了。",
            "Thank you for asking. What I do is “\(capability)”, which only partly fits, and I do not promise what I am not sure of.")
    }

    func contribution(_ fits: [ProfileCheck.Fit], member: Member, check: ProfileCheck) -> String {
        var parts: [String] = []
        var names: [String] = []
        for fit in fits where !names.contains(fit.capability.name) {
            names.append(fit.capability.name)
            let needs = fits.filter { $0.capability.name == fit.capability.name }.map(\.need)
            parts.append(serves(needs, capability: fit.capability))
            if parts.count == 4 { break }
        }
        let isSized = fits.contains { NeedFit.standard.entry(of: $0.need)?.dependsOnSize == true }
        if isSized, let capacity = member.capacity, let text = self.capacity(capacity) { parts.append(text) }
        let context = check.understanding.context
        if let location = context.location, context.remote != true {
            switch PlaceCheck.placement(of: member, at: location) {
            case .here: parts.append(pick("人就在\(location)一带", "I am in the \(location) area"))
            case .elsewhere: parts.append(pick("我不在\(location)，可以远程完成", "I am not in \(location) and would do it remotely"))
            case .unknown: break
            }
        }
        if let price = member.price {
            let open = price.negotiable == true ? pick("，可以商量", ", negotiable") : ""
            parts.append(pick("报价\(self.price(price))\(open)", "my price is \(self.price(price))\(open)"))
        }
        return sentences(parts)
    }

    private func serves(_ needs: [String], capability: Member.Capability) -> String {
        let entry = NeedFit.standard.entry(of: needs[0])
        let what = list(needs)
        let isSame = needs.count == 1 && FoldedText(capability.name).scalars == FoldedText(needs[0]).scalars
        if entry?.isPerson == true {
            return isSame
                ? pick("我可以担任\(what)", "I can come in as \(what)")
                : pick("我可以担任\(what)，我做的是「\(capability.name)」", "I can come in as \(what): what I do is “\(capability.name)”")
        }
        if entry?.kind == .resource {
            return isSame
                ? pick("\(what)由我来解决", "I can provide the \(what)")
                : pick("\(what)由我来解决，我这边有「\(capability.name)」", "I can provide the \(what) with “\(capability.name)”")
        }
        return isSame
            ? pick("\(what)可以交给我", "I can take on the \(what)")
            : pick("\(what)可以交给我，我做的是「\(capability.name)」", "I can take on the \(what): what I do is “\(capability.name)”")
    }

    private func capacity(_ capacity: Member.Capacity) -> String? {
        switch (capacity.min, capacity.max) {
        case (nil, let most?): pick("最多可接待\(most)人", "there is room for up to \(most) people")
        case (let least?, nil): pick("\(least)人起", "for \(least) people or more")
        case (let least?, let most?): pick("可接待\(least)–\(most)人", "for \(least) to \(most) people")
        case (nil, nil): nil
        }
    }

    func reasoning(_ fits: [ProfileCheck.Fit], check: ProfileCheck) -> String {
        var parts = [
            pick(
                "需要的\(list(fits.prefix(3).map(\.need)))对得上我的\(quote(fits[0].capability.name))",
                "What is needed (\(list(fits.prefix(3).map(\.need)))) matches my \(quote(fits[0].capability.name))")
        ]
        if let date = check.understanding.context.date, check.weekday() == nil, !check.member.availability.isEmpty {
            parts.append(pick("\(self.date(date))在我有空的时间里", "\(self.date(date)) is within my hours"))
        }
        return sentences(parts)
    }

    func availability(_ member: Member) -> String {
        var parts: [String] = []
        for slot in member.availability.prefix(3) where !slot.weekdays.isEmpty {
            parts.append(pick("\(weekdays(slot.weekdays)) \(slot.from)–\(slot.to)有空", "free \(weekdays(slot.weekdays)) \(slot.from)–\(slot.to)"))
        }
        if let notice = member.noticeDays, notice > 0 { parts.append(pick("需提前\(notice)天约", "\(notice) days' notice")) }
        return parts.joined(separator: pick("，", ", "))
    }
}
