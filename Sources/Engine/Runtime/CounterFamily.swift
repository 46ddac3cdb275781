package import Metrics
internal import Synchronization

/// Counters of one name, one for each combination of values of its labels; made when they are first counted. For what happens some
/// hundred times a second at most.
package final class CounterFamily: Sendable {
    private let name: String
    private let labels: [String]
    private let factory: any MetricsFactory
    private let series = Mutex<[[String]: Counter]>([:])

    package init(_ name: String, labels: [String], factory: any MetricsFactory) {
        self.name = name
        self.labels = labels
        self.factory = factory
    }

    /// - Parameter values: of the labels, in their order.
    package func increment(_ values: String...) {
        counter(values).increment()
    }

    /// Shows a series before anything is counted.
    package func register(_ values: String...) {
        _ = counter(values)
    }

    private func counter(_ values: [String]) -> Counter {
        series.withLock { series in
            if let known = series[values] { return known }
            let made = Counter(label: name, dimensions: Array(zip(labels, values)), factory: factory)
            series[values] = made
            return made
        }
    }
}
