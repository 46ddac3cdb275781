import Synchronization

/// The members in memory: all current profiles, and older versions as running negotiations need them.
public final class MemberDirectory: MemberSource {
    private struct Key: Hashable {
        var id: String
        var version: Int
    }

    private struct Contents {
        var active: [MemberRecord] = []
        var byID: [String: MemberRecord] = [:]
        var older: [Key: Member] = [:]
        /// Last state of members that were deactivated since `changedSince`.
        var gone: [String: MemberRecord] = [:]
        var generation: UInt64 = 0
        /// Ids that changed with each generation, newest last.
        var changed: [(generation: UInt64, id: String)] = []
        /// The generation before the first entry of `changed`.
        var changedSince: UInt64 = 0

        mutating func put(_ record: MemberRecord) {
            let id = record.member.id
            guard byID[id] != record || !record.isActive else { return }
            let place = self.place(of: id)
            let isListed = place < active.count && active[place].member.id == id
            if record.isActive {
                if isListed { active[place] = record } else { active.insert(record, at: place) }
                byID[id] = record
            } else {
                guard isListed else { return }
                active.remove(at: place)
                byID[id] = nil
                gone[id] = record
            }
            generation += 1
            changed.append((generation, id))
            if changed.count > 4_096 {
                changedSince = changed[2_047].generation
                changed.removeFirst(2_048)
                let remembered = Set(changed.map(\.id))
                gone = gone.filter { remembered.contains($0.key) }
            }
        }

        /// The first place in `active` whose id is not below `id`.
        private func place(of id: String) -> Int {
            var low = 0, high = active.count
            while low < high {
                let middle = (low + high) / 2
                if active[middle].member.id < id { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    private let store: any Store
    private let contents = Mutex(Contents())

    public init(store: any Store) {
        self.store = store
    }

    /// Reads all members from the store.
    public func reload() async throws {
        let records = try await readAll()
        let sorted = records.sorted { $0.member.id < $1.member.id }
        contents.withLock { contents in
            contents.active = sorted
            contents.byID = Dictionary(sorted.map { ($0.member.id, $0) }, uniquingKeysWith: { first, _ in first })
            contents.generation += 1
            contents.changed = []
            contents.gone = [:]
            contents.changedSince = contents.generation
        }
    }

    /// Reads all members again and takes over what has changed, so that an index over them needs no more than that.
    /// - Returns: ids of members that are no longer active.
    public func refresh() async throws -> [String] {
        while true {
            let before = contents.withLock { $0.generation }
            if let gone = take(try await readAll(), asOf: before) { return gone }
        }
    }

    /// - Parameter before: the generation before `records` were read.
    /// - Returns: nil when so much has changed since that nobody remembers what.
    private func take(_ records: [MemberRecord], asOf before: UInt64) -> [String]? {
        let ids = Set(records.map(\.member.id))
        return contents.withLock { contents in
            guard before >= contents.changedSince else { return nil }
            // What changed while the store was read is newer than what was read.
            let newer = Set(contents.changed.lazy.filter { $0.generation > before }.map(\.id))
            let gone = contents.active.filter { !ids.contains($0.member.id) && !newer.contains($0.member.id) }
            for record in records
            where !newer.contains(record.member.id)
                && record.version >= contents.byID[record.member.id]?.version ?? 0
            {
                contents.put(record)
            }
            for record in gone {
                contents.put(MemberRecord(member: record.member, version: record.version, isActive: false))
            }
            return gone.map(\.member.id)
        }
    }

    private func readAll() async throws -> [MemberRecord] {
        var records: [MemberRecord] = []
        var cursor: String?
        repeat {
            let page = try await store.members(after: cursor, limit: 1000, includeInactive: false)
            records += page
            cursor = page.count == 1000 ? page.last?.member.id : nil
        } while cursor != nil
        return records
    }

    /// Takes over members that changed: new, with a new version, or deactivated.
    public func apply(_ records: [MemberRecord]) {
        contents.withLock { contents in for record in records { contents.put(record) } }
    }

    public func activeMembers() async -> [MemberRecord] {
        contents.withLock { $0.active }
    }

    public func generation() async -> UInt64 {
        contents.withLock { $0.generation }
    }

    public func changes(since generation: UInt64) async -> MemberChanges? {
        contents.withLock { contents in
            guard generation >= contents.changedSince, generation <= contents.generation else { return nil }
            var seen: Set<String> = []
            var members: [MemberRecord] = []
            for change in contents.changed.reversed() {
                guard change.generation > generation else { break }
                guard seen.insert(change.id).inserted else { continue }
                if let record = contents.byID[change.id] {
                    members.append(record)
                } else {
                    contents.gone[change.id].map { members.append($0) }
                }
            }
            return MemberChanges(members: members.reversed(), generation: contents.generation)
        }
    }

    public var count: Int { contents.withLock { $0.active.count } }

    public func member(_ id: String, version: Int) async throws -> Member? {
        let key = Key(id: id, version: version)
        let known: Member? = contents.withLock { contents in
            if let record = contents.byID[id], record.version == version { return record.member }
            return contents.older[key]
        }
        if let known { return known }
        guard let record = try await store.member(id, version: version) else { return nil }
        contents.withLock { contents in
            // Old versions are needed only while a negotiation that began with them runs.
            if contents.older.count >= 1024 { contents.older.removeAll() }
            contents.older[key] = record.member
        }
        return record.member
    }

    public func current(_ id: String) -> MemberRecord? {
        contents.withLock { $0.byID[id] }
    }
}
