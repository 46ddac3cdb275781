import Storage
import Testing

@testable import Engine

@Suite("The index of members")
struct MemberIndexTests {
    private static func records(_ members: [Member]) -> [MemberRecord] {
        members.map { MemberRecord(member: $0, version: 1, isActive: true) }
    }

    private static func index(_ members: [Member]) -> MemberIndex {
        var index = MemberIndex()
        index.replaceAll(records(members))
        if index.needsFirstTraining { index.install(index.trained(), changes: index.changesSinceTraining) }
        return index
    }

    private static let query = MatchQuery(
        text: "I need a photographer and a venue in London", needs: ["photography", "venue"],
        context: .init(location: "London"), language: .english, today: Fixtures.today, limit: 20)

    @Test("members added and removed one by one leave the same words as an index made at once")
    func incremental() {
        let members = MatchingData.generated(50, seed: 7)
        let fresh = MemberIndexTests.index(Array(members.prefix(40)))
        var changed = MemberIndexTests.index([])
        for member in members { changed.apply(MemberIndexTests.records([member])) }
        for member in members.suffix(10) {
            changed.apply([MemberRecord(member: member, version: 1, isActive: false)])
        }
        #expect(changed.count == 40)
        #expect(changed.match(MemberIndexTests.query) == fresh.match(MemberIndexTests.query))
    }

    @Test("a changed profile counts with its new words only")
    func changed() {
        var index = MemberIndexTests.index([Fixtures.photographer, Fixtures.venue])
        var member = Fixtures.photographer
        member.capabilities = [.init(name: "翻译", tags: [], level: nil)]
        index.apply([MemberRecord(member: member, version: 2, isActive: true)])
        let photos = MatchQuery(text: "摄影", needs: ["摄影"], language: .chinese, today: Fixtures.today, limit: 5)
        #expect(index.match(photos).matches.allSatisfy { !$0.needs.contains("摄影") })
        let translation = MatchQuery(text: "翻译", needs: ["翻译"], language: .chinese, today: Fixtures.today, limit: 5)
        #expect(index.match(translation).matches.first?.record.version == 2)
    }

    @Test("a query keeps the index it began with")
    func snapshot() {
        var index = MemberIndexTests.index([Fixtures.venue])
        let before = index
        index.apply([MemberRecord(member: Fixtures.venue, version: 1, isActive: false)])
        #expect(before.match(MemberIndexTests.query).totalMembers == 1)
        #expect(index.match(MemberIndexTests.query).totalMembers == 0)
    }

    @Test("large pools are narrowed without losing anybody who serves a need")
    func large() {
        var members = MatchingData.generated(3_000, seed: 3)
        var rare = Fixtures.member("rare", "Rare", skills: [("wedding planning", [])])
        rare.places = [.init(city: "London", radiusKilometres: nil)]
        members.append(rare)
        let index = MemberIndexTests.index(members)
        let query = MatchQuery(
            text: "venue, catering, photography and wedding planning in London",
            needs: ["venue", "catering", "photography", "wedding planning"], context: .init(location: "London"),
            language: .english, today: Fixtures.today, limit: 10)
        let result = index.match(query)
        for need in query.needs { #expect(result.matches.contains { $0.needs.contains(need) }, "\(need)") }
        #expect(result.totalMembers == 3_001)
    }

    @Test("the latent space is there for large pools only, and is the same for the same members")
    func latent() {
        #expect(MemberIndexTests.index(MatchingData.generated(LatentSpace.smallestPool - 1, seed: 1)).latent == nil)
        let members = MatchingData.generated(200, seed: 1)
        let one = MemberIndexTests.index(members), other = MemberIndexTests.index(members)
        #expect(one.latent?.singularValues == other.latent?.singularValues)
        #expect((one.latent?.rank ?? 0) >= 10)
    }

    @Test("a member who comes later gets the place that the training would have given, nearly")
    func foldedIn() throws {
        let members = MatchingData.generated(300, seed: 5)
        var index = MemberIndexTests.index(members)
        let trained = try #require(index.latent)
        let gone = members[17]
        index.apply([MemberRecord(member: gone, version: 1, isActive: false)])
        index.apply([MemberRecord(member: gone, version: 1, isActive: true)])
        let folded = try #require(index.latent)
        let slot = try #require(index.entries.firstIndex { $0?.record.member.id == gone.id })
        let fields = try #require(index.entries[slot]).fields
        let place = trained.vector(index.index.terms(slot: slot, fields: fields))
        #expect(folded.similarities(to: place, slotCount: index.entries.count)[slot] > 0.98)
        #expect(!index.needsTraining)
    }

    @Test("after a fifth has changed the space is learned anew, and what changed meanwhile is folded in")
    func retraining() throws {
        let members = MatchingData.generated(400, seed: 11)
        var index = MemberIndexTests.index(Array(members.prefix(300)))
        index.apply(MemberIndexTests.records(Array(members[300..<370])))
        #expect(index.needsTraining)
        let seen = index.changesSinceTraining
        let space = index.trained()
        index.apply(MemberIndexTests.records(Array(members[370...])))
        index.install(space, changes: seen)
        #expect(!index.needsTraining)
        #expect(index.changesSinceTraining == 30)
        let slot = try #require(index.entries.firstIndex { $0?.record.member.id == "m-399" })
        let fields = try #require(index.entries[slot]).fields
        let latent = try #require(index.latent)
        let place = latent.vector(index.index.terms(slot: slot, fields: fields))
        #expect(latent.similarities(to: place, slotCount: index.entries.count)[slot] > 0.99)
    }
}

@Suite("Singular values")
struct RandomizedSVDTests {
    /// A sparse matrix from a seed, and the same as columns of numbers.
    private static func matrix(rows: Int, columns: Int, seed: UInt64) -> (SparseMatrix, [[Double]]) {
        var random = SeededGenerator(seed: seed)
        var starts = [0]
        var places: [Int32] = []
        var values: [Float] = []
        var dense: [[Double]] = []
        for _ in 0..<columns {
            var column = [Double](repeating: 0, count: rows)
            for row in 0..<rows where Int.random(in: 0..<10, using: &random) < 2 {
                let value = Float.random(in: 0.1...2, using: &random)
                places.append(Int32(row))
                values.append(value)
                column[row] = Double(value)
            }
            starts.append(values.count)
            dense.append(column)
        }
        return (SparseMatrix(rowCount: rows, columnStarts: starts, rows: places, values: values), dense)
    }

    @Test("the randomised decomposition captures what the exact one does", arguments: [1, 2, 3] as [UInt64])
    func converges(_ seed: UInt64) {
        let (matrix, dense) = RandomizedSVDTests.matrix(rows: 120, columns: 90, seed: seed)
        let result = RandomizedSVD(matrix, rank: 20, seed: 42)
        var gram = [Double](repeating: 0, count: 90 * 90)
        for one in 0..<90 {
            for other in 0..<90 {
                gram[one * 90 + other] = zip(dense[one], dense[other]).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
        let exact = RandomizedSVD.eigen(gram, 90).values.sorted(by: >).prefix(20).map { $0.squareRoot() }
        #expect(result.singularValues.count == 20)
        let captured = result.singularValues.reduce(0) { $0 + Double($1 * $1) }
        let best = exact.reduce(0) { $0 + $1 * $1 }
        #expect(captured > best * 0.995)
        #expect(captured < best * 1.001)
        // The strong ones are exact.
        for index in 0..<5 { #expect(abs(Double(result.singularValues[index]) - exact[index]) < exact[index] * 0.005) }
    }

    @Test("the right vectors are orthonormal and the same seed gives the same numbers")
    func orthonormal() {
        let (matrix, _) = RandomizedSVDTests.matrix(rows: 80, columns: 150, seed: 9)
        let result = RandomizedSVD(matrix, rank: 12, seed: 1)
        #expect(result.rightVectors == RandomizedSVD(matrix, rank: 12, seed: 1).rightVectors)
        for one in 0..<12 {
            for other in 0..<12 {
                let dot = (0..<150).reduce(Float(0)) {
                    $0 + result.rightVectors[$1 * 12 + one] * result.rightVectors[$1 * 12 + other]
                }
                #expect(abs(dot - (one == other ? 1 : 0)) < 1e-3)
            }
        }
    }

    @Test("matrices of low rank, with zeros only, or empty give what there is")
    func degenerate() {
        let twice = SparseMatrix(rowCount: 4, columnStarts: [0, 2, 4], rows: [0, 1, 0, 1], values: [1, 1, 1, 1])
        #expect(RandomizedSVD(twice, rank: 3, seed: 5).singularValues.count == 1)
        let zeros = SparseMatrix(rowCount: 3, columnStarts: [0, 0, 0], rows: [], values: [])
        #expect(RandomizedSVD(zeros, rank: 2, seed: 5).singularValues.isEmpty)
        let empty = SparseMatrix(rowCount: 0, columnStarts: [0], rows: [], values: [])
        #expect(RandomizedSVD(empty, rank: 2, seed: 5).singularValues.isEmpty)
    }
}

@Suite("The directory of members")
struct MemberDirectoryTests {
    private func record(_ member: Member, version: Int = 1, isActive: Bool = true) -> MemberRecord {
        MemberRecord(member: member, version: version, isActive: isActive)
    }

    @Test("changes are told since any generation, the newest state of each member once")
    func changes() async throws {
        let directory = MemberDirectory(store: InMemoryStore())
        try await directory.reload()
        let start = await directory.generation()
        directory.apply([record(Fixtures.venue), record(Fixtures.host)])
        let middle = await directory.generation()
        directory.apply([record(Fixtures.venue, version: 2), record(Fixtures.host, isActive: false)])
        let all = try #require(await directory.changes(since: start))
        #expect(all.members.map(\.member.id).sorted() == ["host-bj", "venue-bj"])
        #expect(all.members.first { $0.member.id == "venue-bj" }?.version == 2)
        #expect(all.members.first { $0.member.id == "host-bj" }?.isActive == false)
        #expect(await directory.changes(since: middle)?.members.count == 2)
        #expect(await directory.changes(since: all.generation)?.members.isEmpty == true)
        #expect(await directory.activeMembers().map(\.member.id) == ["venue-bj"])
    }

    @Test("after a reload older generations are not known any more")
    func reloaded() async throws {
        let directory = MemberDirectory(store: InMemoryStore())
        let before = await directory.generation()
        try await directory.reload()
        #expect(await directory.changes(since: before) == nil)
    }

    @Test("what changes while all members are read again is not undone by what was read")
    func changesWhileReading() async throws {
        let store = UnreliableStore(InMemoryStore())
        let records = try await store.upsert(members: [Fixtures.venue, Fixtures.host], isActive: true)
        let host = try #require(records.first { $0.member.id == "host-bj" })
        let directory = MemberDirectory(store: store)
        try await directory.reload()
        store.onMembersRead { [new = record(Fixtures.smallVenue)] in
            var left = host
            left.isActive = false
            directory.apply([left, new])
        }
        #expect(try await directory.refresh() == [])
        #expect(await directory.activeMembers().map(\.member.id) == ["venue-bj", "venue-small"])
        // The store has it otherwise: the next reading takes that over.
        #expect(try await directory.refresh() == ["venue-small"])
        #expect(await directory.activeMembers().map(\.member.id) == ["host-bj", "venue-bj"])
    }

    @Test("a matcher follows the changes of its directory")
    func matcher() async throws {
        let directory = MemberDirectory(store: InMemoryStore())
        try await directory.reload()
        let matcher = MemberMatcher(source: directory)
        let query = MatchQuery(text: "场地", needs: ["场地"], language: .chinese, today: Fixtures.today, limit: 10)
        #expect(await matcher.match(query).totalMembers == 0)
        directory.apply([record(Fixtures.venue), record(Fixtures.smallVenue)])
        #expect(await matcher.match(query).totalMembers == 2)
        directory.apply([record(Fixtures.venue, isActive: false)])
        #expect(await matcher.match(query).matches.map(\.record.member.id) == ["venue-small"])
    }
}
