public import Engine
public import Testing

/// One rule that every store must keep. Tests of a store run all of `storeConformance`, each on a fresh, migrated
/// store.
public struct StoreCheck: Sendable, CustomTestStringConvertible {
    /// The rule as a sentence.
    public let name: String
    private let body: @Sendable (any Store) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (any Store) async throws -> Void) {
        self.name = name
        self.body = body
    }

    public var testDescription: String { name }

    /// Records an issue for each expectation that `store` misses.
    public func run(on store: any Store) async throws {
        try await body(store)
    }
}

/// The rules that are the same for every store.
public let storeConformance: [StoreCheck] =
    creationChecks + logChecks + leaseChecks + memberChecks + settingsChecks + loadChecks
    + groupChecks + inputChecks + retentionChecks + operationChecks
