/// The active members, prepared for queries. A value: a query keeps the one it began with.
struct MemberIndex: Sendable {
    final class Entry: Sendable {
        let record: MemberRecord
        let capabilities: [NeedFit.Profile]
        /// Concepts of summary and name: weaker evidence than a capability.
        let summary: NeedFit.Profile
        let cities: [Int?]
        /// One bit a weekday, Monday first; 0: unknown.
        let weekdays: UInt8

        init(_ record: MemberRecord, fits: NeedFit) {
            self.record = record
            let member = record.member
            capabilities = member.capabilities.map(fits.profile)
            summary = fits.profile([member.summary, member.displayName])
            cities = member.places.map { Cities.standard.city(of: $0.city) }
            weekdays = member.availability.reduce(0) { bits, slot in slot.weekdays.reduce(bits) { $0 | $1.bit } }
        }

        var concepts: [Int] { capabilities.flatMap(\.concepts) + summary.concepts }

        /// The terms of the index's four fields: capabilities, summary, name, places.
        var fields: [[UInt64]] {
            let member = record.member
            let skills = member.capabilities.flatMap { [$0.name] + $0.tags }
            return [
                skills.flatMap { MemberIndex.terms($0) }
                    + MemberIndex.conceptTerms(capabilities.flatMap(\.concepts)),
                MemberIndex.terms(member.summary) + MemberIndex.conceptTerms(summary.concepts),
                MemberIndex.terms(member.displayName), member.places.flatMap { MemberIndex.terms($0.city) },
            ]
        }
    }

    static let fields = [
        InvertedIndex.Field(weight: 2, b: 0.4), InvertedIndex.Field(weight: 1, b: 0.7),
        InvertedIndex.Field(weight: 0.5, b: 0.2), InvertedIndex.Field(weight: 0.5, b: 0.2),
    ]

    let fits = NeedFit.standard
    private(set) var entries: [Entry?] = []
    private(set) var index = InvertedIndex(fields: MemberIndex.fields)
    private(set) var latent: LatentSpace?
    private(set) var changesSinceTraining = 0
    private var slots: [String: Int] = [:]
    private var free: [Int] = []

    var count: Int { slots.count }

    func holds(_ id: String) -> Bool { slots[id] != nil }

    static func terms(_ text: String) -> [UInt64] {
        Tokenizer.terms(FoldedText(text, limit: 2_000)).map(\.key)
    }

    static func conceptTerms(_ concepts: [Int]) -> [UInt64] { concepts.map(conceptTerm) }

    static func conceptTerm(_ concept: Int) -> UInt64 {
        // Bit 62 keeps concepts apart from words (bit 63) and from pairs of Han characters.
        1 << 62 | UInt64(concept)
    }

    // MARK: changes

    /// Makes the index hold exactly these members.
    mutating func replaceAll(_ members: [MemberRecord]) {
        let active = members.filter(\.isActive)
        let ids = Set(active.map(\.member.id))
        for id in slots.keys.filter({ !ids.contains($0) }).sorted() { remove(id) }
        for record in active { put(record) }
    }

    mutating func apply(_ records: [MemberRecord]) {
        for record in records {
            if record.isActive { put(record) } else { remove(record.member.id) }
        }
    }

    private mutating func put(_ record: MemberRecord) {
        if let slot = slots[record.member.id] {
            if entries[slot]?.record == record { return }
            remove(record.member.id)
        }
        let entry = Entry(record, fits: fits)
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
            entries[slot] = entry
        } else {
            slot = entries.count
            entries.append(entry)
        }
        slots[record.member.id] = slot
        let fields = entry.fields
        index.add(slot: slot, fields: fields)
        changesSinceTraining += 1
        guard latent != nil else { return }
        latent?.fold(slot: slot, terms: index.terms(slot: slot, fields: fields))
    }

    private mutating func remove(_ id: String) {
        guard let slot = slots.removeValue(forKey: id), let entry = entries[slot] else { return }
        index.remove(slot: slot, fields: entry.fields)
        entries[slot] = nil
        free.append(slot)
        latent?.remove(slot: slot)
        changesSinceTraining += 1
    }

    // MARK: latent space

    /// Without a space and members enough for one.
    var needsFirstTraining: Bool { latent == nil && count >= LatentSpace.smallestPool }

    /// A fifth of what the space knows has changed.
    var needsTraining: Bool {
        guard let latent else { return false }
        return changesSinceTraining * 5 >= max(LatentSpace.smallestPool, latent.trainedCount)
    }

    func trained() -> LatentSpace? {
        LatentSpace(index, slots: entries.indices.filter { entries[$0] != nil })
    }

    /// - Parameter changes: how many changes the training had seen.
    mutating func install(_ space: LatentSpace?, changes: Int) {
        latent = space
        let missed = changesSinceTraining - changes
        changesSinceTraining = max(0, missed)
        guard missed > 0, latent != nil else { return }
        for (slot, entry) in entries.enumerated() {
            if let entry {
                latent?.fold(slot: slot, terms: index.terms(slot: slot, fields: entry.fields))
            } else {
                latent?.remove(slot: slot)
            }
        }
    }
}
