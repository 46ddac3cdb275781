import ArgumentParser
import Dispatch
import Engine
import UnixSignals

/// One demand from submit to its last event, shown on standard output.
struct NegotiationSession: Sendable {
    enum Printer: Sendable {
        /// The envelope of `docs/events.md`, one event a line.
        case jsonLines
        case progress(ProgressReport)
    }

    /// Where answers to clarifying questions come from.
    enum Questions: Sendable { case standardInput }

    private enum Signal: Sendable {
        case committed
        case interrupted
    }

    let service: any NegotiationService
    let request: DemandRequest
    var printer: Printer
    var questions: Questions?

    /// Runs the demand to its end.
    /// - Returns: the exit status: 0 for a plan, 1 for none, 130 after Ctrl-C, 141 when nobody reads the output.
    func run() async throws -> ExitCode {
        let submission = try await service.submit(request, idempotency: nil)
        let (signals, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .unbounded)
        let subscription = service.subscribe(to: submission.demandID) { _ in continuation.yield(.committed) }
        defer { subscription.cancel() }
        let interrupts = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { continuation.yield(.interrupted) }
        }
        defer { interrupts.cancel() }
        // What was committed before the subscription.
        continuation.yield(.committed)

        var printing = Printing(printer: printer, demand: submission.demandID)
        var isInterrupted = false
        for await signal in signals {
            switch signal {
            case .committed: break
            case .interrupted:
                // A second Ctrl-C does not wait for a tidy end.
                if isInterrupted { return .interrupted }
                isInterrupted = true
                // Beside this loop, which has to hear the second one.
                Task { try? await service.cancel(submission.demandID, ownerToken: submission.ownerToken) }
            }
            let end = try await printNew(&printing, submission)
            if let end { return isInterrupted ? .interrupted : end }
        }
        return .failure
    }

    /// Prints what the log has above what was printed. Returns the exit status when that was the end.
    private func printNew(_ printing: inout Printing, _ submission: Submission) async throws -> ExitCode? {
        while true {
            let rows = try await service.events(of: submission.demandID, after: printing.head, limit: 200)
            guard !rows.isEmpty else { return nil }
            for row in rows {
                guard printing.print(row) else {
                    _ = try? await service.cancel(submission.demandID, ownerToken: submission.ownerToken)
                    return .outputClosed
                }
                switch try? EventCoding().event(row).body {
                case .demandCompleted(let completed): return completed.success ? .success : .failure
                case .demandUnderstood(let understood): answer(understood, submission)
                default: break
                }
            }
        }
    }

    /// Asks the person in front of the terminal, beside the running negotiation.
    private func answer(_ understood: DemandUnderstood, _ submission: Submission) {
        guard questions != nil, understood.answerBy != nil, understood.revision == 1 else { return }
        let asked = understood.understanding.questions
        Task {
            var answers: [ClarifyingAnswer] = []
            for question in asked {
                guard let line = await Self.readLineFromStandardInput(), !line.isEmpty else { continue }
                answers.append(ClarifyingAnswer(id: question.id, text: line))
            }
            _ = try? await service.clarify(submission.demandID, ownerToken: submission.ownerToken, answers: answers)
        }
    }

    /// Blocks a thread of its own, never the cooperative pool.
    private static func readLineFromStandardInput() async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: readLine()) }
        }
    }

    private struct Printing {
        var printer: Printer
        let demand: DemandID
        private(set) var head = 0

        init(printer: Printer, demand: DemandID) {
            self.printer = printer
            self.demand = demand
        }

        /// False when nobody reads any more.
        mutating func print(_ row: StoredEvent) -> Bool {
            head = row.sequence
            switch printer {
            case .jsonLines: return Output.standardOutput.write(EventCoding.envelope(row, of: demand) + "\n")
            case .progress(var report):
                let lines = report.lines(for: row)
                printer = .progress(report)
                return lines.isEmpty || Output.standardOutput.write(lines.joined(separator: "\n") + "\n")
            }
        }
    }
}
