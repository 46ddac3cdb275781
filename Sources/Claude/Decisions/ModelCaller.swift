internal import Engine
internal import Logging
internal import Synchronization

/// Asks a model one question: in turn, within the budget and the time, again after passing faults, once more when the answer cannot
/// be used, and never for what was paid already.
struct ModelCaller: Sendable {
    struct Question<Value: Sendable>: Sendable {
        var prompt: Prompt
        var context: DecisionContext?
        /// The member who is spoken for, or the gap.
        var subject: String = ""
        /// Checks everything that the decision rests on.
        var read: @Sendable (AnswerReader) throws(AnswerFault) -> Value
    }

    let client: MessagesClient
    let scheduler: CallScheduler
    let steps: any StepStore
    let settings: ClaudeSettings
    let clock: any EngineClock
    let metrics: CallMetrics
    let logger: Logger
    let choice: ModelChoice
    let statistics: DecisionStatistics
    let outputs = OutputModes()

    init(
        client: MessagesClient, scheduler: CallScheduler, steps: any StepStore, settings: ClaudeSettings,
        clock: any EngineClock, metrics: CallMetrics, logger: Logger
    ) {
        self.metrics = metrics
        self.client = client
        self.scheduler = scheduler
        self.steps = steps
        self.settings = settings
        self.clock = clock
        self.logger = logger
        choice = ModelChoice(settings.models)
        statistics = DecisionStatistics(since: clock.now())
    }

    /// - Throws: `DecisionFailure` with what was paid.
    func ask<Value: Sendable>(_ question: Question<Value>) async throws(DecisionFailure) -> Decided<Value> {
        let began = clock.now()
        // One decision has twice the time of one attempt, not counting the wait for its turns: many negotiations at once make
        // decisions late, not wrong. Nobody waits longer than the engine does.
        let meter = Meter(allowance: 2 * settings.attemptMilliseconds)
        let due = question.context?.due ?? began + meter.left
        let result = await withDeadline(due, late: Failure(.timeout)) { () async throws(Failure) in
            try await attempts(question, due: due, meter: meter)
        }
        let usage = meter.usage(latency: clock.now() - began)
        switch result {
        case .success(let answer):
            statistics.ended(question.prompt.kind, failure: nil, milliseconds: Int64(usage.latencyMilliseconds))
            return Decided(answer.value, by: Provenance(decidedBy: answer.model, usage: usage))
        case .failure(let failure):
            let reason = failure.reason
            // Work that was called off, because its demand has ended, failed nobody.
            if !Task.isCancelled || clock.now() >= due {
                statistics.ended(question.prompt.kind, failure: reason, milliseconds: Int64(usage.latencyMilliseconds))
            }
            logger.notice(
                "a model gave no usable decision",
                metadata: ModelCaller.metadata(question.context, question.prompt.kind).merging([
                    "reason": "\(reason.rawValue)", "attempts": "\(usage.attempts)",
                ]) { $1 })
            throw DecisionFailure(reason, usage: usage.attempts > 0 ? usage : nil)
        }
    }

    /// Ends the work at `due`; cancelling it closes its request.
    func withDeadline<Value: Sendable, Fault: Error>(
        _ due: Timestamp, late: Fault, _ work: @Sendable @escaping () async throws(Fault) -> Value
    ) async -> Result<Value, Fault> {
        guard due > clock.now() else { return .failure(late) }
        let clock = clock
        return await withTaskGroup(of: Result<Value, Fault>.self) { group in
            group.addTask {
                do throws(Fault) {
                    return .success(try await work())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // Counted from when it begins to sleep, which may be later.
                try? await clock.sleep(milliseconds: max(0, due - clock.now()))
                return .failure(late)
            }
            let first = await group.next() ?? .failure(late)
            group.cancelAll()
            return first
        }
    }

    struct Failure: Error {
        var reason: Provenance.FallbackReason

        init(_ reason: Provenance.FallbackReason) {
            self.reason = reason
        }
    }

    // MARK: Two attempts

    private func attempts<Value: Sendable>(
        _ question: Question<Value>, due: Timestamp, meter: Meter
    ) async throws(Failure) -> (value: Value, model: String) {
        var repair: Prompt.Repair?
        let model = choice.model(for: question.prompt.kind)
        for attempt in 0...1 {
            let request = request(question.prompt, of: model, repair: repair)
            let step = try await step(request, question: question, attempt: attempt, due: due, meter: meter)
            switch step.stopReason {
            case "refusal": throw Failure(.refused)
            case "max_tokens", "model_context_window_exceeded":
                repair = Prompt.Repair(answer: step.text, fault: "It was cut off because it is too long; be brief.")
                continue
            default: break
            }
            do throws(AnswerFault) {
                return (try question.read(AnswerReader(step.text)), step.model)
            } catch {
                logger.info(
                    "an answer cannot be used",
                    metadata: ModelCaller.metadata(question.context, question.prompt.kind).merging([
                        "attempt": "\(attempt)"
                    ]) { $1 })
                logger.debug("what is wrong with it", metadata: ["fault": "\(error.text)"])
                repair = Prompt.Repair(answer: step.text, fault: error.text)
            }
        }
        throw Failure(.invalid)
    }

    private func request(_ prompt: Prompt, of model: String, repair: Prompt.Repair?) -> MessagesRequest {
        MessagesRequest(
            model: model, maxTokens: prompt.kind.maxTokens,
            system: [MessagesRequest.Block(text: prompt.system)], blocks: prompt.blocks(repair: repair),
            schema: prompt.schema, output: .format,
            effort: ModelTraits.takesEffort(model) ? prompt.kind.effort : nil, streams: settings.streams)
    }

    // MARK: Paying once

    private func step<Value: Sendable>(
        _ request: MessagesRequest, question: Question<Value>, attempt: Int, due: Timestamp, meter: Meter
    ) async throws(Failure) -> PaidStep {
        let key = question.context.map { context in
            PaidStepKey(
                demandID: context.demandID, channelID: context.channelID, round: context.round,
                proposalVersion: context.version, member: question.subject, decision: question.prompt.kind.rawValue,
                attempt: attempt, question: PaidStep.digest(request))
        }
        let kind = question.prompt.kind
        guard let key else { return try await buy(request, for: kind, context: nil, due: due, meter: meter) }
        // While the store cannot say what was paid already, or keep what is, nothing is bought and nothing used.
        do {
            if let body = try await steps.stored(key), let step = PaidStep(body: body) {
                meter.add(step)
                return step
            }
        } catch {
            throw Failure(.unavailable)
        }
        let bought = try await buy(request, for: kind, context: question.context, due: due, meter: meter)
        guard let body = bought.body, let kept = try? await steps.store(key, body: body) else {
            throw Failure(.unavailable)
        }
        return PaidStep(body: kept) ?? bought
    }

    private func buy(
        _ request: MessagesRequest, for kind: DecisionKind, context: DecisionContext?, due: Timestamp, meter: Meter
    ) async throws(Failure) -> PaidStep {
        var request = request
        request.output = outputs.output(for: request.model)
        var retry = 0
        while true {
            let failure: CallFailure
            do throws(CallFailure) {
                let response = try await attempt(
                    request, for: kind, retry: retry, context: context, due: due, meter: meter)
                outputs.remember(request.output, for: request.model)
                let cost = settings.prices.cost(of: response.usage, model: request.model)
                let step = PaidStep(
                    response: response, model: ModelTraits.name(response.model) ?? request.model, costUSD: cost)
                meter.add(step)
                return step
            } catch {
                failure = error
            }
            if let reason = failure.refusal { throw Failure(reason) }
            if failure.status == 400, let other = outputs.alternative(to: request.output, for: request.model) {
                request.output = other
                continue
            }
            let random = Double.random(in: 0..<1)
            guard let pause = RetryPolicy.pause(after: failure, retry: retry, random: random) else {
                throw Failure(failure.reason)
            }
            if failure.retryAfterMilliseconds != nil {
                await scheduler.block(request.model, until: clock.now() + pause)
            }
            guard clock.now() + pause < due, pause < meter.left else { throw Failure(failure.reason) }
            do { try await clock.sleep(milliseconds: pause) } catch { throw Failure(.timeout) }
            meter.spend(milliseconds: pause)
            retry += 1
        }
    }

    /// One call, in its turn.
    private func attempt(
        _ request: MessagesRequest, for kind: DecisionKind, retry: Int, context: DecisionContext?, due: Timestamp,
        meter: Meter
    ) async throws(CallFailure) -> MessagesResponse {
        let ticket = ticket(request, isForMember: kind.isForMember, context: context)
        let number: UInt64
        do throws(CallSchedule.Refusal) {
            number = try await scheduler.enter(ticket)
        } catch {
            throw CallFailure(refusal: error)
        }
        let began = clock.now()
        let rest = min(settings.attemptMilliseconds, meter.left, due - began)
        guard rest > 0, !Task.isCancelled else {
            await scheduler.leave(number, .stopped, model: request.model)
            throw CallFailure(.cancelled)
        }
        meter.begin()
        defer { meter.spend(milliseconds: clock.now() - began) }
        do throws(CallFailure) {
            let answer = try await client.send(
                request, retry: retry, timeoutMilliseconds: rest,
                metadata: ModelCaller.metadata(context, kind))
            let cost = settings.prices.cost(of: answer.response.usage, model: request.model)
            await scheduler.leave(number, .served(cost: cost), limits: answer.limits, model: request.model)
            metrics.served(kind, usage: answer.response.usage, milliseconds: clock.now() - began)
            statistics.paid(kind, usage: answer.response.usage, costUSD: cost)
            return answer.response
        } catch {
            metrics.failed(kind, error, milliseconds: clock.now() - began)
            let outcome: CallSchedule.Outcome =
                error.kind == .cancelled ? .stopped : .failed(speaksAgainstService: error.speaksAgainstService)
            await scheduler.leave(number, outcome, limits: error.limits, model: request.model)
            throw error
        }
    }

    func ticket(
        _ request: MessagesRequest, isForMember: Bool, context: DecisionContext?
    ) -> CallSchedule.Ticket {
        // Two bytes a token is more than any text of ours has.
        let tokens = request.json.bytes.count / 2
        let most = TokenUsage(input: 0, output: request.maxTokens, cacheWrite: tokens)
        return CallSchedule.Ticket(
            demand: context?.demandID ?? ModelCaller.nobody, model: request.model, isForMember: isForMember,
            inputTokens: tokens / 2, mostCost: settings.prices.cost(of: most, model: request.model),
            knownSpent: context?.spentUSD ?? 0)
    }

    /// Whose decision it is, for log lines.
    private static func metadata(_ context: DecisionContext?, _ kind: DecisionKind) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["decision": "\(kind.rawValue)"]
        if let context { metadata["demand_id"] = "\(context.demandID)" }
        if let request = context?.requestID { metadata["request_id"] = "\(request)" }
        return metadata
    }

    private static let nobody = DemandID(randomBytes: [UInt8](repeating: 0, count: 16))
}

/// Which way of binding answers a model or proxy is known to take.
final class OutputModes: Sendable {
    private let known = Mutex<[String: MessagesRequest.Output]>([:])

    func output(for model: String) -> MessagesRequest.Output { known.withLock { $0[model] } ?? .format }

    func remember(_ output: MessagesRequest.Output, for model: String) { known.withLock { $0[model] = output } }

    /// What else to try after a request was called invalid; nil once it is known what works.
    func alternative(to output: MessagesRequest.Output, for model: String) -> MessagesRequest.Output? {
        known.withLock { $0[model] } == nil && output == .format ? .tool : nil
    }
}

/// What is known of models by their names.
enum ModelTraits {
    /// Whether `output_config.effort` may be sent.
    static func takesEffort(_ model: String) -> Bool {
        ["claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5"].contains { model.hasPrefix($0) }
    }

    /// The name as the service gave it, if it is one.
    static func name(_ text: String) -> String? {
        let isName =
            (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: ":"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
        return isName ? text : nil
    }
}

extension CallFailure {
    /// A call that was not made.
    init(refusal: CallSchedule.Refusal) {
        self.init(.cancelled)
        self.refusal =
            switch refusal {
            case .budget: .budget
            case .breaker: .breaker
            case .cancelled: .timeout
            }
    }

    /// The reason as the log of a negotiation names it.
    var reason: Provenance.FallbackReason {
        switch kind {
        case .timeout, .cancelled: .timeout
        case .status: status == 408 || status == 504 ? .timeout : .unavailable
        case .connection, .stream, .unreadable: .unavailable
        }
    }
}
