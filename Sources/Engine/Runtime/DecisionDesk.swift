/// Where decisions are taken: by a model if there is one, by the rules otherwise and whenever the model fails.
public struct DecisionDesk: Sendable {
    private let model: (any Decider)?
    private let rules: any Decider
    private let clock: any EngineClock

    /// - Parameters:
    ///   - model: asked first; nil when no key is configured.
    ///   - rules: never fails.
    public init(model: (any Decider)?, rules: any Decider, clock: any EngineClock) {
        self.model = model
        self.rules = rules
        self.clock = clock
    }

    /// Whether decisions are computed in this process, at once.
    public var isImmediate: Bool { model == nil }

    /// Asks until `due`, then the rules.
    /// - Parameters:
    ///   - rulesOnly: the demand has run out of time; no model is asked.
    ///   - wasUnusable: an earlier result did not fit the state; the rules answer in the model's place.
    ///   - check: what the engine accepts of an answer; nil makes it invalid.
    /// - Returns: nil when the task was cancelled, or when even the rules have no usable answer.
    public func decide<Value: Sendable>(
        due: Timestamp, rulesOnly: Bool = false, wasUnusable: Bool = false,
        check: @Sendable @escaping (Value) -> Value? = { $0 },
        _ ask: @Sendable @escaping (any Decider) async throws -> Decided<Value>
    ) async -> Decided<Value>? {
        guard let model, !rulesOnly else { return await byRules(.rules, check: check, ask) }
        guard !wasUnusable else { return await byRules(.rules(insteadOfModelBecause: .invalid), check: check, ask) }
        let remaining = due - clock.now()
        guard remaining > 0 else { return await byRules(.rules(insteadOfModelBecause: .timeout), check: check, ask) }
        let clock = clock
        let result: Result<Decided<Value>, DecisionFailure> = await withTaskGroup(
            of: Result<Decided<Value>, DecisionFailure>?.self
        ) { group in
            group.addTask {
                do {
                    let decided = try await ask(model)
                    guard let value = check(decided.value) else {
                        return .failure(DecisionFailure(.invalid, usage: decided.by.usage))
                    }
                    return .success(Decided(value, by: decided.by))
                } catch let failure as DecisionFailure {
                    return .failure(failure)
                } catch {
                    return .failure(DecisionFailure(.unavailable))
                }
            }
            group.addTask {
                do { try await clock.sleep(milliseconds: remaining) } catch { return nil }
                return .failure(DecisionFailure(.timeout))
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            guard case .failure(var failure)? = first else { return first ?? .failure(DecisionFailure(.unavailable)) }
            // What a call that was stopped has cost is known once it has ended.
            for await late in group {
                switch late {
                case .success(let decided)?: failure.usage = decided.by.usage
                case .failure(let other)?: failure.usage = failure.usage ?? other.usage
                case nil: break
                }
            }
            return .failure(failure)
        }
        // A stopped call has not failed; nobody may take it for an answer.
        guard !Task.isCancelled else { return nil }
        switch result {
        case .success(let decided): return decided
        case .failure(let failure):
            return await byRules(
                .rules(insteadOfModelBecause: failure.reason, usage: failure.usage), check: check, ask)
        }
    }

    private func byRules<Value: Sendable>(
        _ provenance: Provenance, check: @Sendable (Value) -> Value?,
        _ ask: @Sendable (any Decider) async throws -> Decided<Value>
    ) async -> Decided<Value>? {
        guard let decided = try? await ask(rules), let value = check(decided.value) else { return nil }
        return Decided(value, by: provenance)
    }
}
