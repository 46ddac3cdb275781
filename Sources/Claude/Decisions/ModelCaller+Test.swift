internal import Engine

extension ModelCaller {
    /// Makes one short call of `model`: in turn, behind its breaker, within the budget of all demands together.
    func test(_ model: String) async throws(TowowError) -> ModelTest {
        let due = clock.now() + settings.attemptMilliseconds
        let result = await withDeadline(due, late: CallFailure(.timeout)) { () async throws(CallFailure) in
            try await call(model, due: due)
        }
        switch result {
        case .success(let test): return test
        case .failure(let failure): throw failure.shown
        }
    }

    private func call(_ model: String, due: Timestamp) async throws(CallFailure) -> ModelTest {
        var request = MessagesRequest(
            model: model, maxTokens: 1_024,
            system: [.init(text: "An operator wants to see whether you can be reached.")],
            blocks: [.init(text: "Answer with a few words.")],
            schema: .object(["text": .text("A few words")]), output: outputs.output(for: model),
            effort: ModelTraits.takesEffort(model) ? .low : nil, streams: settings.streams)
        do throws(CallFailure) {
            return try await once(request, due: due)
        } catch {
            guard error.status == 400, let other = outputs.alternative(to: request.output, for: model) else {
                throw error
            }
            request.output = other
            return try await once(request, due: due)
        }
    }

    private func once(_ request: MessagesRequest, due: Timestamp) async throws(CallFailure) -> ModelTest {
        // An account of its own: tests do not add up to a demand that has cost too much.
        let nobody = DemandID(randomBytes: (0..<16).map { _ in UInt8.random(in: .min ... .max) })
        var ticket = ticket(request, isForMember: false, context: nil)
        ticket.demand = nobody
        let number: UInt64
        do throws(CallSchedule.Refusal) {
            number = try await scheduler.enter(ticket)
        } catch {
            throw CallFailure(refusal: error)
        }
        let began = clock.now()
        do throws(CallFailure) {
            let answer = try await client.send(request, retry: 0, timeoutMilliseconds: max(1, due - began))
            let usage = answer.response.usage
            let cost = settings.prices.cost(of: usage, model: request.model)
            await scheduler.leave(number, .served(cost: cost), limits: answer.limits, model: request.model)
            outputs.remember(request.output, for: request.model)
            return ModelTest(
                model: ModelTraits.name(answer.response.model) ?? request.model,
                latencyMilliseconds: clock.now() - began, inputTokens: usage.totalInput, outputTokens: usage.output,
                costUSD: cost)
        } catch {
            let outcome: CallSchedule.Outcome =
                error.kind == .cancelled ? .stopped : .failed(speaksAgainstService: error.speaksAgainstService)
            await scheduler.leave(number, outcome, limits: error.limits, model: request.model)
            throw error
        }
    }
}

extension CallFailure {
    /// As the operator is told.
    fileprivate var shown: TowowError {
        switch refusal {
        case .budget: return TowowError(.modelUnavailable, "model_budget")
        case .breaker: return TowowError(.modelUnavailable, "model_breaker")
        default: break
        }
        switch (kind, status ?? 0) {
        case (.timeout, _), (.cancelled, _), (.status, 408), (.status, 504):
            return TowowError(.modelTimeout, "model_timeout")
        case (.connection, _): return TowowError(.modelUnavailable, "model_unreachable")
        case (.stream, _), (.unreadable, _): return TowowError(.modelUnavailable, "model_unreadable")
        case (.status, 401), (.status, 403): return TowowError(.modelUnavailable, "model_key_refused")
        case (.status, 402): return TowowError(.modelUnavailable, "model_not_paid")
        case (.status, 404): return TowowError(.modelUnavailable, "model_unknown")
        case (.status, 429): return TowowError(.modelUnavailable, "model_rate_limited")
        case (.status, 500...): return TowowError(.modelUnavailable, "model_in_trouble")
        case (.status, _): return TowowError(.modelUnavailable, "model_call_refused")
        }
    }
}
