/// Finds members by what they can do, weighed with what their profile says in words and in meaning, where they are and when.
///
/// Three judges look at every member: which needs a capability serves (`NeedFit`), BM25F over the profile's words and concepts
/// (`InvertedIndex`), and nearness in the pool's own latent space (`LatentSpace`). `MatchScore` joins them.
public final class MemberMatcher: Matcher {
    private let keeper: IndexKeeper

    public init(source: any MemberSource) {
        keeper = IndexKeeper(source: source)
    }

    /// The best members; deterministic for the same members that came in the same order.
    public func match(_ query: MatchQuery) async -> MatchResult {
        await keeper.current().match(query)
    }

    /// Builds the index before the first demand needs it.
    public func prepare() async {
        _ = await keeper.current()
    }
}

/// Keeps the index in step with the members: the first time as a whole, then change by change.
private actor IndexKeeper {
    private let source: any MemberSource
    private var index = MemberIndex()
    private var generation: UInt64?
    private var training: Task<Void, Never>?

    init(source: any MemberSource) {
        self.source = source
    }

    func current() async -> MemberIndex {
        let newest = await source.generation()
        guard newest != generation else { return index }
        if let generation, let changes = await source.changes(since: generation) {
            index.apply(changes.members)
            self.generation = changes.generation
        } else {
            // The generation is read first: what comes in meanwhile is seen again with the next call.
            index.replaceAll(await source.activeMembers())
            generation = newest
        }
        if index.needsFirstTraining {
            index.install(index.trained(), changes: index.changesSinceTraining)
        } else if index.needsTraining, training == nil {
            train(index)
        }
        return index
    }

    /// Learns the latent space anew beside the queries.
    private func train(_ snapshot: MemberIndex) {
        training = Task.detached(priority: .utility) { [weak self] in
            let space = snapshot.trained()
            await self?.finish(space, changes: snapshot.changesSinceTraining)
        }
    }

    private func finish(_ space: LatentSpace?, changes: Int) {
        index.install(space, changes: changes)
        training = nil
    }
}
