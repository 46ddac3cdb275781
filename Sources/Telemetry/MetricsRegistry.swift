public import Metrics
import Synchronization

/// Keeps what the process counts and measures, and shows it in Prometheus' text format.
///
/// Series are found under a lock when they are made, so whoever counts often keeps its `Counter`; counting then takes one atomic
/// operation. Labels come from code, never from requests; should a name get more than `maximumSeries` combinations all
/// the same, further ones share one whose values are `other`, so that memory stays bounded.
public final class MetricsRegistry: MetricsFactory {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    struct Family: Sendable {
        let kind: Kind
        let help: String
        /// What the text calls it.
        let shownKind: Kind
        let buckets: [Double]
        /// By their labels as they are shown.
        var series: [String: MetricSeries] = [:]
    }

    /// Combinations of label values of one name.
    public static let maximumSeries = 1_000

    private struct Rate: Sendable {
        let description: RateDescription
        let window: SlidingRate
    }

    private let families = Mutex<[String: Family]>([:])
    private let collectors = Mutex<[@Sendable () async -> Void]>([])
    private let descriptions: [String: MetricDescription]
    private let rates: [Rate]

    /// - Parameters:
    ///   - rates: gauges that follow from counters.
    ///   - now: nanoseconds of a monotonic clock.
    public init(
        _ descriptions: [MetricDescription] = MetricCatalogue.metrics,
        rates: [RateDescription] = MetricCatalogue.rates,
        now: @escaping @Sendable () -> Int64 = MonotonicTime.nanoseconds
    ) {
        self.descriptions = Dictionary(descriptions.map { ($0.name, $0) }) { first, _ in first }
        self.rates = rates.map { Rate(description: $0, window: SlidingRate(now: now)) }
    }

    /// - Parameter collect: sets gauges that are cheaper to look up than to keep; called before each showing.
    public func addCollector(_ collect: @escaping @Sendable () async -> Void) {
        collectors.withLock { $0.append(collect) }
    }

    /// All metrics that have a value, by name, in text format 0.0.4.
    public func text() async -> String {
        for collect in collectors.withLock({ $0 }) { await collect() }
        var shown = families.withLock { $0 }
        for rate in rates {
            guard let value = rate.window.value else { continue }
            let series = GaugeSeries()
            series.set(value)
            shown[rate.description.name] = Family(
                kind: .gauge, help: help(rate.description.name), shownKind: .gauge, buckets: [],
                series: ["": .gauge(series)])
        }
        var text = ""
        for (name, family) in shown.sorted(by: { $0.key < $1.key }) { PrometheusText.write(family, name, to: &text) }
        return text
    }

    // MARK: Series

    private func help(_ name: String) -> String { descriptions[name]?.help ?? name }

    /// Finds or makes a series. One of another kind under a name that is taken is kept apart and not shown.
    private func series(
        _ label: String, _ dimensions: [(String, String)], _ kind: Kind, _ make: ([Double]) -> MetricSeries
    ) -> MetricSeries {
        let name = PrometheusText.metricName(label)
        let buckets = kind == .histogram ? descriptions[name]?.buckets ?? MetricDescription.seconds : []
        let key = PrometheusText.labels(dimensions)
        let help = help(name)
        let shownKind = descriptions[name]?.isCounter == true ? .counter : kind
        return families.withLock { families in
            var family = families[name] ?? Family(kind: kind, help: help, shownKind: shownKind, buckets: buckets)
            guard family.kind == kind else { return make(buckets) }
            if let known = family.series[key] { return known }
            let isFull = family.series.count >= MetricsRegistry.maximumSeries
            let ownKey = isFull ? PrometheusText.labels(dimensions.map { ($0.0, "other") }) : key
            if let known = family.series[ownKey] { return known }
            let made = make(family.buckets)
            family.series[ownKey] = made
            families[name] = family
            return made
        }
    }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        let made = series(label, dimensions, .counter) { _ in
            let rate = rates.first { $0.description.counter == label }
            let outcome = dimensions.first { $0.0 == rate?.description.label }?.1
            guard let rate, let outcome, !rate.description.ignored.contains(outcome) else {
                return .counter(CounterSeries())
            }
            return .counter(
                CounterSeries(rate: rate.window, isSuccess: rate.description.successes.contains(outcome)))
        }
        if case .counter(let series) = made { return series }
        return CounterSeries()
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        if case .gauge(let series) = series(label, dimensions, .gauge, { _ in .gauge(GaugeSeries()) }) {
            return series
        }
        return GaugeSeries()
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        let made = series(label, dimensions, .histogram) { .histogram(HistogramSeries(bounds: $0)) }
        if case .histogram(let series) = made { return series }
        return HistogramSeries(bounds: MetricDescription.seconds)
    }

    // MARK: MetricsFactory

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    // A series lives as long as the process: a counter that vanishes and comes back looks like a restart to Prometheus.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
}
