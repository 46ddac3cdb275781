/// What is said of a metric beside its values.
public struct MetricDescription: Sendable, Hashable {
    public var name: String
    public var help: String
    /// Upper bounds of a histogram's buckets, ascending, without the last one (+Inf); of timers in seconds.
    public var buckets: [Double]
    /// A gauge that shows what somebody else counts, so that it never falls: shown as a counter.
    public var isCounter: Bool

    public init(
        _ name: String, _ help: String, buckets: [Double] = MetricDescription.seconds, isCounter: Bool = false
    ) {
        self.isCounter = isCounter
        self.name = name
        self.help = help
        self.buckets = buckets
    }

    /// From a millisecond to a minute: answers, commits.
    public static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    /// From half a second to half an hour: calls to a model, negotiations.
    public static let long: [Double] = [0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600]
    /// From 100 microseconds to 5 seconds: handing an event on.
    public static let short = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]
}

/// A gauge that says which share of the events of a counter went well, over a sliding window.
///
/// It has no value before the first event, nor while the window is empty: no calls are not 0 % success.
public struct RateDescription: Sendable, Hashable {
    /// The name of the gauge.
    public var name: String
    /// The counter, and its label that says how an event went.
    public var counter: String
    public var label: String
    /// The values of the label that are successes.
    public var successes: Set<String>
    /// Values that count neither way.
    public var ignored: Set<String>

    public init(
        _ name: String, of counter: String, by label: String, successes: Set<String>, ignored: Set<String> = []
    ) {
        self.name = name
        self.counter = counter
        self.label = label
        self.successes = successes
        self.ignored = ignored
    }
}
