/// Which decision of which negotiation is asked for: whose turn and budget it takes, until when it is wanted, and under which
/// name its paid result is kept.
public struct DecisionContext: Sendable, Hashable {
    public var demandID: DemandID
    public var channelID: ChannelID
    /// The round of the channel; the revision, for decision 1.
    public var round: Int
    /// The version of the plan that is decided about; 0 before there is one.
    public var version: Int
    /// After this moment nobody waits for the answer.
    public var due: Timestamp
    /// US dollars that the demand has cost so far, by its log; 0 or more.
    public var spentUSD: Double
    /// The HTTP request that the demand came with, for log lines.
    public var requestID: String?

    public init(
        demandID: DemandID, channelID: ChannelID, round: Int, version: Int, due: Timestamp, spentUSD: Double = 0,
        requestID: String? = nil
    ) {
        self.requestID = requestID
        self.demandID = demandID
        self.channelID = channelID
        self.round = round
        self.version = version
        self.due = due
        self.spentUSD = spentUSD
    }
}
