import Engine
import FoundationEssentials
import Testing

/// Ids that differ within a process and between runs.
func makeDemandID() -> DemandID {
    DemandID(randomBytes: (0..<16).map { _ in UInt8.random(in: 0...255) })
}

func makeEvent(_ sequence: Int, payload: String? = nil, privatePart: String? = nil) -> StoredEvent {
    StoredEvent(
        sequence: sequence, type: "towow.offer.submitted", timestamp: Timestamp(milliseconds: 1_000 + Int64(sequence)),
        payload: payload ?? #"{"n":\#(sequence)}"#, privatePart: privatePart)
}

func makeDemand(
    _ id: DemandID, at milliseconds: Int64 = 1_000, claim: IdempotencyClaim? = nil, payload: String? = nil
) -> NewDemand {
    NewDemand(
        id: id, submittedAt: Timestamp(milliseconds: milliseconds), ownerTokenHash: Array(repeating: 7, count: 32),
        firstEvent: makeEvent(1, payload: payload), claim: claim, logFormat: 1)
}

func makeClaim(_ key: String, body: UInt8 = 1, answer: String = "{}", validSince: Int64 = 0) -> IdempotencyClaim {
    IdempotencyClaim(
        key: key, bodyHash: Array(repeating: body, count: 32), answer: answer,
        validSince: Timestamp(milliseconds: validSince))
}

func makeBatch(_ id: DemandID, head: Int, epoch: Int, count: Int = 1) -> AppendBatch {
    AppendBatch(
        demandID: id, expectedHead: head, epoch: epoch, events: (0..<count).map { makeEvent(head + 1 + $0) },
        status: .negotiating)
}

func makeMember(_ id: String, summary: String = "bakes") throws -> Member {
    let json = """
        {"id":"\(id)","display_name":"烘焙师 Zoë 👩‍🍳","kind":"auto","summary":"\(summary)","capabilities":[],"languages":["zh"],
        "places":[],"availability":[],"declines":[],"style":{"openness":1,"patience":2,"detail":3},"conditions":[],
        "public_fields":["summary"]}
        """
    return try JSONDecoder().decode(Member.self, from: Data(json.utf8))
}

/// A demand that was created and leased: what most rules start from.
func makeLeasedDemand(_ store: any Store, at milliseconds: Int64 = 1_000) async throws -> (id: DemandID, epoch: Int) {
    let id = makeDemandID()
    #expect(try await store.create(makeDemand(id, at: milliseconds)) == .created)
    let lease = try #require(try await store.lease(id, owner: "me", durationMilliseconds: 60_000))
    return (id, lease.epoch)
}

/// Every event of a demand.
func log(of id: DemandID, in store: any Store) async throws -> [StoredEvent] {
    try await store.events(of: id, after: 0, limit: 10_000)
}

/// How the store refuses `call`; nil when it does not.
func refusal(_ call: () async throws -> Void) async -> StoreError? {
    do {
        try await call()
    } catch let error as StoreError {
        return error
    } catch {
        Issue.record(error, "a store throws only StoreError here")
    }
    return nil
}
