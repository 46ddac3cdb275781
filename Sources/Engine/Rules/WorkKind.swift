/// How one need is served: people speak differently of a room, a speaker, a drawing and an evening's company.
enum ServiceKind {
    case venue, catering, thing, person, work, teaching, visit, transport, listening, advice, travel, company

    init(_ need: String) {
        let fits = NeedFit.standard
        guard let concept = fits.concept(of: need) else {
            self = .work
            return
        }
        let root = fits.vocabulary.ancestors(of: concept).last ?? concept
        self = ServiceKind(fits.vocabulary.concepts[concept], root: fits.vocabulary.concepts[root].key)
    }

    /// Work that is named by what is done.
    var isTrade: Bool { self == .work || self == .visit || self == .transport }

    private init(_ concept: Concept, root: String) {
        if let known = ServiceKind.roots[root] {
            self = known
        } else if concept.isPerson {
            self = .person
        } else if concept.kind == .resource {
            self = .thing
        } else {
            self = concept.isOnSite && concept.type == "general" ? .visit : .work
        }
    }

    private static let roots: [String: ServiceKind] = [
        "venue": .venue, "catering": .catering, "teacher": .teaching, "coach": .teaching, "listening": .listening,
        "coaching": .listening, "movers": .transport, "logistics": .transport, "transport": .transport,
        "legal": .advice, "medical": .advice, "nutrition": .advice, "insurance": .advice,
        "banking": .advice, "investment_advice": .advice, "career": .advice, "consulting": .advice,
        "education_planning": .advice, "fortune": .advice, "vet": .advice, "travel_planning": .travel,
        "tour_guide": .travel, "partner": .company, "companions": .company, "dating": .company,
    ]
}

/// What the whole is: it decides which days a plan names and which steps lead there.
enum WorkKind {
    case event, work, lessons, visit, move, talk, advice, trip, team
    /// Nothing says what it is.
    case other

    init(_ understanding: Understanding) {
        let services = understanding.capabilityTags.map { ServiceKind($0) }
        switch understanding.depth.type {
        case "design", "development":
            let meets = services.contains { $0 == .venue || $0 == .catering || $0 == .person }
            self = meets ? .event : .work
        case "event", "sharing":
            self = WorkKind.isOccasion(understanding, services) ? .event : WorkKind(services)
        default: self = WorkKind(services)
        }
    }

    /// By what most of the needs ask for; the first of them decides between equals.
    private init(_ services: [ServiceKind]) {
        let kinds = services.map { service -> WorkKind in
            switch service {
            case .venue, .catering, .thing, .person: .event
            case .work: .work
            case .teaching: .lessons
            case .visit: .visit
            case .transport: .move
            case .listening: .talk
            case .advice: .advice
            case .travel: .trip
            case .company: .team
            }
        }
        var best: (kind: WorkKind, count: Int)?
        for kind in kinds {
            let count = kinds.count { $0 == kind }
            if count > (best?.count ?? 0) { best = (kind, count) }
        }
        self = best?.kind ?? .other
    }

    /// Whether people come together: guests are counted, a room, food or somebody on the stage is asked for, or an occasion
    /// is named.
    private static func isOccasion(_ understanding: Understanding, _ services: [ServiceKind]) -> Bool {
        if services.contains(where: { $0 == .venue || $0 == .catering || $0 == .person }) { return true }
        let isPrivate = services.allSatisfy { $0 == .teaching || $0 == .listening || $0 == .travel || $0 == .company }
        if !services.isEmpty, isPrivate { return false }
        if understanding.context.expectedAttendees != nil { return true }
        let vocabulary = NeedFit.standard.vocabulary
        return vocabulary.hits(in: FoldedText(understanding.surfaceDemand)).contains {
            let concept = vocabulary.concepts[$0.concept]
            return concept.kind == .activity && concept.type == "event"
        }
    }

    /// A result is handed over by a day, rather than something taking place on it.
    var isDeliverable: Bool { self == .work }
}
