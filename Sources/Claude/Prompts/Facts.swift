internal import Engine

/// Domain values as data for prompts.
enum Facts {
    static func demand(_ understanding: Understanding, today: CalendarDate) -> OrderedJSON {
        let context = understanding.context
        return .object([
            "language": .string(understanding.language.rawValue),
            "today": .string(today.description),
            "today_is": .string(today.weekday.rawValue),
            "demand": .string(understanding.surfaceDemand),
            "motivation": .text(understanding.depth.motivation),
            "type": .string(understanding.depth.type),
            "needs": .strings(understanding.capabilityTags),
            "keywords": .list(understanding.depth.keywords),
            "place": context.location.map(OrderedJSON.string),
            "remote": context.remote.map(OrderedJSON.bool),
            "people": context.expectedAttendees.map(OrderedJSON.integer),
            "date": context.date.map { .string($0.description) },
            "date_is": context.date.map { .string($0.weekday.rawValue) },
            "date_end": context.dateEnd.map { .string($0.description) },
            "preferred_time": understanding.depth.timeline.preferredTime.map { .string($0.rawValue) },
            "urgency": .string(understanding.depth.timeline.urgency.rawValue),
            "budget": context.budget.map(money),
            "not_known": .list(understanding.uncertainties),
        ])
    }

    static func money(_ money: Money) -> OrderedJSON {
        .object(["amount": .number(money.amount), "currency": .string(money.currency)])
    }

    static func price(_ price: Price) -> OrderedJSON {
        .object([
            "amount": .number(price.amount), "currency": .string(price.currency), "per": .string(price.per.rawValue),
            "negotiable": price.negotiable.map(OrderedJSON.bool),
        ])
    }

    /// What a member can do and where, for those who choose.
    /// - Parameter summaryLimit: characters.
    static func member(_ member: Member, summaryLimit: Int = 600) -> OrderedJSON {
        .object([
            "id": .string(member.id),
            "name": .string(DataText.clip(member.displayName, 80)),
            "summary": .text(DataText.clip(member.summary, summaryLimit)),
            "can_do": .array(member.capabilities.prefix(20).map(capability)),
            "places": .list(places(member)),
            "remote": member.remote.map(OrderedJSON.bool),
            "available": availability(member),
            "notice_days": member.noticeDays.map(OrderedJSON.integer),
            "people_min": member.capacity?.min.map(OrderedJSON.integer),
            "people_max": member.capacity?.max.map(OrderedJSON.integer),
            "declines": .list(Array(member.declines.prefix(20))),
        ])
    }

    /// A member's whole profile, for the member's own agent. Conditions and capabilities have labels, so that the form of the
    /// answer is the same for all members.
    static func profile(_ member: Member) -> OrderedJSON {
        .object([
            "name": .string(DataText.clip(member.displayName, 80)),
            "summary": .text(DataText.clip(member.summary, 2_000)),
            "can_do": .array(
                zip(Labels.capabilities, member.capabilities).map { label, capability in
                    .object(["label": .string(label), "capability": Facts.capability(capability)])
                }),
            "languages": .list(member.languages),
            "places": .list(places(member)),
            "remote": member.remote.map(OrderedJSON.bool),
            "available": availability(member),
            "notice_days": member.noticeDays.map(OrderedJSON.integer),
            "price": member.price.map(price),
            "people_min": member.capacity?.min.map(OrderedJSON.integer),
            "people_max": member.capacity?.max.map(OrderedJSON.integer),
            "declines": .list(Array(member.declines.prefix(20))),
            "style": .object([
                "openness": .integer(member.style.openness), "patience": .integer(member.style.patience),
                "detail": .integer(member.style.detail),
            ]),
            "conditions": conditions(member.conditions),
        ])
    }

    static func conditions(_ conditions: [Condition]) -> OrderedJSON? {
        conditions.isEmpty
            ? nil
            : .array(
                zip(Labels.conditions, conditions).map { label, condition in
                    .object([
                        "label": .string(label), "kind": .string(condition.kind.rawValue),
                        "text": .string(DataText.clip(condition.text, 200)),
                    ])
                })
    }

    static func points(_ points: [NegotiationPoint]) -> OrderedJSON? {
        points.isEmpty
            ? nil
            : .array(
                points.prefix(20).map {
                    .object([
                        "aspect": .string($0.aspect), "now": .text($0.currentValue), "wanted": .string($0.desiredValue),
                        "reason": .text($0.reason),
                    ])
                })
    }

    /// - Parameter id: left out for the member's own agent.
    static func offer(_ offer: Offer, id: String? = nil, name: String? = nil) -> OrderedJSON {
        .object([
            "agent_id": id.map(OrderedJSON.string),
            "name": name.map { .string(DataText.clip($0, 80)) },
            "decision": .string(offer.decision.rawValue),
            "needs": .strings(offer.needs),
            "role": .text(offer.suggestedRole),
            "contribution": .text(offer.contribution),
            "conditions": conditions(offer.conditions),
            "wants_changed": points(offer.negotiationPoints),
            "price": offer.price.map(price),
            "availability": .text(offer.availabilityNote),
            "declined_because": .text(offer.declineReason),
        ])
    }

    /// Who reads a plan.
    enum Reader {
        case channel
        /// A member sees who else does what, but none of their words and numbers: nobody's price is an anchor for somebody else's.
        case member
    }

    static func plan(_ proposal: Proposal, for reader: Reader) -> OrderedJSON {
        .object([
            "version": .integer(proposal.version),
            "summary": .string(proposal.summary),
            "objective": .text(proposal.objective),
            "assignments": .array(proposal.assignments.map { assignment($0, for: reader) }),
            "timeline": .object([
                "start_date": .string(proposal.timeline.startDate), "end_date": .string(proposal.timeline.endDate),
                "milestones": .array(
                    proposal.timeline.milestones.map {
                        .object([
                            "name": .string($0.name), "date": .string($0.date), "deliverable": .string($0.deliverable),
                        ])
                    }),
            ]),
            "success_criteria": .list(proposal.successCriteria),
            "open_needs": .list(proposal.openNeeds),
        ])
    }

    static func assignment(_ assignment: Proposal.Assignment, for reader: Reader) -> OrderedJSON {
        let isOpen = reader == .channel
        return .object([
            "agent_id": .string(assignment.agentID),
            "name": .string(DataText.clip(assignment.displayName, 80)),
            "role": .string(assignment.role),
            "responsibility": isOpen ? .string(assignment.responsibility) : nil,
            "needs": .strings(assignment.needs),
            "depends_on": .list(assignment.dependencies),
            "notes": isOpen ? .text(assignment.notes) : nil,
            "price": isOpen ? assignment.price.map(price) : nil,
            "standing": assignment.standing.map { .string($0.rawValue) },
        ])
    }

    static func vote(_ vote: Vote, by agentID: String? = nil) -> OrderedJSON {
        .object([
            "agent_id": agentID.map(OrderedJSON.string),
            "vote": .string(vote.kind.rawValue),
            "asks_for": .text(vote.adjustmentRequest),
            "points": points(vote.negotiationPoints),
            "concerns": .list(vote.concerns),
        ])
    }

    private static func capability(_ capability: Member.Capability) -> OrderedJSON {
        .object([
            "name": .string(DataText.clip(capability.name, 80)),
            "tags": .list(capability.tags.prefix(12).map { DataText.clip($0, 40) }),
            "level": capability.level.map { .string($0.rawValue) },
        ])
    }

    private static func places(_ member: Member) -> [String] {
        member.places.prefix(20).map { place in
            place.radiusKilometres.map { "\(place.city) (\($0) km)" } ?? place.city
        }
    }

    private static func availability(_ member: Member) -> OrderedJSON? {
        .list(
            member.availability.prefix(14).map { slot in
                slot.weekdays.map(\.rawValue).joined(separator: ",") + " \(slot.from)-\(slot.to)"
            })
    }
}

/// Short names for entries of a list, the same for everybody, so that the form of an answer can be closed and still shared.
enum Labels {
    static let capabilities = (1...20).map { "k\($0)" }
    static let conditions = (1...20).map { "c\($0)" }
}
