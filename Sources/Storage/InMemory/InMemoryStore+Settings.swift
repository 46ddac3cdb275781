public import Engine

extension InMemoryStore {
    public func settings() async throws -> [String: String] {
        try access(\.settings)
    }

    public func put(settings: [String: String?], audit: AuditEntry?) async throws {
        try access { $0.put(settings, audit) }
        if !settings.isEmpty { feed.publish { $0.settings = true } }
    }

    public func replace(
        setting key: String, from old: String?, by new: String, with others: [String: String?], audit: AuditEntry?
    ) async throws -> Bool {
        let isChanged = try access { state in
            guard state.settings[key] == old else { return false }
            state.settings[key] = new
            state.put(others, audit)
            return true
        }
        if isChanged { feed.publish { $0.settings = true } }
        return isChanged
    }

    public func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] {
        try access { state in
            let end = min(state.audit.count, max(0, (number ?? .max) - 1))
            return state.audit[..<end].enumerated().suffix(max(0, limit)).reversed().map { offset, entry in
                AuditRecord(number: offset + 1, entry: entry)
            }
        }
    }

    public func put(token: TokenRow) async throws {
        try access { state in
            guard state.tokens[token.hash] == nil else { throw StoreError.conflict }
            state.tokens[token.hash] = token
        }
    }

    public func token(hash: [UInt8]) async throws -> TokenRow? {
        try access { $0.tokens[hash] }
    }

    public func revoke(tokenHash: [UInt8], at moment: Timestamp) async throws -> Bool {
        try access { state in
            guard let token = state.tokens[tokenHash], token.revokedAt == nil else { return false }
            state.tokens[tokenHash]?.revokedAt = moment
            return true
        }
    }
}
