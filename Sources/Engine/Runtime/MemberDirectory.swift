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
        var generation: UInt64 = 0
        var isLoaded = false
    }

    private let store: any Store
    private let contents = Mutex(Contents())

    public init(store: any Store) {
        self.store = store
    }

    /// Reads all members from the store; call after every change of members.
    public func reload() async throws {
        var records: [MemberRecord] = []
        var cursor: String?
        repeat {
            let page = try await store.members(after: cursor, limit: 1000, includeInactive: false)
            records += page
            cursor = page.count == 1000 ? page.last?.member.id : nil
        } while cursor != nil
        let sorted = records.sorted { $0.member.id < $1.member.id }
        contents.withLock { contents in
            contents.active = sorted
            contents.byID = Dictionary(sorted.map { ($0.member.id, $0) }, uniquingKeysWith: { first, _ in first })
            contents.generation += 1
            contents.isLoaded = true
        }
    }

    public func activeMembers() async -> [MemberRecord] {
        contents.withLock { $0.active }
    }

    public func generation() async -> UInt64 {
        contents.withLock { $0.generation }
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
