import Metrics
import Synchronization
import Testing

@testable import Telemetry

/// A monotonic clock that a test moves.
final class TestTime: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000_000)
    var now: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    func advance(seconds: Double) { nanoseconds.add(Int64(seconds * 1e9), ordering: .relaxed) }
}

@Suite("Metrics registry")
struct RegistryTests {
    @Test("counters, gauges and histograms are shown with help, type and cumulative buckets")
    func textFormat() async {
        let registry = MetricsRegistry([
            MetricDescription("jobs_total", "Jobs \\ done\nso far."),
            MetricDescription("job_seconds", "How long.", buckets: [0.1, 1]),
        ])
        Counter(label: "jobs_total", dimensions: [("kind", "a\"b\\c\nd")], factory: registry).increment(by: 3)
        Gauge(label: "level", factory: registry).record(-1.5)
        let timer = Timer(label: "job_seconds", dimensions: [("kind", "x")], factory: registry)
        timer.recordMilliseconds(50)
        timer.recordMilliseconds(100)
        timer.recordSeconds(7)
        #expect(
            await registry.text() == #"""
                # HELP job_seconds How long.
                # TYPE job_seconds histogram
                job_seconds_bucket{kind="x",le="0.1"} 2
                job_seconds_bucket{kind="x",le="1"} 2
                job_seconds_bucket{kind="x",le="+Inf"} 3
                job_seconds_sum{kind="x"} 7.15
                job_seconds_count{kind="x"} 3
                # HELP jobs_total Jobs \\ done\nso far.
                # TYPE jobs_total counter
                jobs_total{kind="a\"b\\c\nd"} 3
                # HELP level level
                # TYPE level gauge
                level -1.5

                """#)
    }

    @Test("one combination of labels is one series, however they are ordered and however often it is made")
    func oneSeries() async {
        let registry = MetricsRegistry([])
        Counter(label: "hits_total", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "hits_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
        #expect(await registry.text().contains("hits_total{a=\"1\",b=\"2\"} 2\n"))
    }

    @Test("names and label names of any text are legal")
    func names() async {
        let registry = MetricsRegistry([])
        Counter(label: "9 lives.of-a:cat", dimensions: [("é:x", "v")], factory: registry).increment()
        #expect(await registry.text().contains("_9_lives_of_a:cat{__x=\"v\"} 1\n"))
    }

    @Test("a name has a bounded number of series; what is beyond is counted together")
    func boundedSeries() async {
        let registry = MetricsRegistry([])
        for index in 0..<(MetricsRegistry.maximumSeries + 500) {
            Counter(label: "paths_total", dimensions: [("path", "/\(index)")], factory: registry).increment()
        }
        let lines = await registry.text().split(separator: "\n").filter { $0.hasPrefix("paths_total{") }
        #expect(lines.count == MetricsRegistry.maximumSeries + 1)
        #expect(lines.contains("paths_total{path=\"other\"} 500"))
    }

    @Test("a gauge without a value is not shown, nor one that lost it")
    func absentGauge() async {
        let registry = MetricsRegistry([])
        let gauge = Gauge(label: "level", factory: registry)
        #expect(await registry.text().isEmpty)
        gauge.record(0)
        #expect(await registry.text().contains("level 0\n"))
        gauge.record(Double.nan)
        #expect(await registry.text().isEmpty)
    }

    @Test("a meter counts up and down from many threads without losing one")
    func meterIsAtomic() async {
        let registry = MetricsRegistry([])
        let meter = Meter(label: "open", factory: registry)
        let counter = Counter(label: "n_total", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        meter.increment(by: 2)
                        meter.decrement()
                        counter.increment()
                    }
                }
            }
        }
        let text = await registry.text()
        #expect(text.contains("open 8000\n"))
        #expect(text.contains("n_total 8000\n"))
    }

    @Test("a collector sets values at each showing")
    func collector() async {
        let registry = MetricsRegistry([])
        let calls = Atomic<Int>(0)
        let gauge = Gauge(label: "calls", factory: registry)
        registry.addCollector { gauge.record(calls.add(1, ordering: .relaxed).newValue) }
        _ = await registry.text()
        #expect(await registry.text().contains("calls 2\n"))
    }

    @Test("a rate follows its counter: absent before the first event, over five minutes, without what is ignored")
    func rate() async {
        let time = TestTime()
        let registry = MetricsRegistry(
            [],
            rates: [
                RateDescription("ok_rate", of: "calls_total", by: "outcome", successes: ["ok"], ignored: ["cancelled"])
            ], now: time.now)
        func count(_ outcome: String, _ amount: Int) {
            Counter(label: "calls_total", dimensions: [("outcome", outcome)], factory: registry).increment(by: amount)
        }
        count("cancelled", 5)
        #expect(!(await registry.text()).contains("ok_rate"))
        count("ok", 3)
        count("timeout", 1)
        #expect(await registry.text().contains("# TYPE ok_rate gauge\nok_rate 0.75\n"))
        time.advance(seconds: 200)
        count("ok", 4)
        #expect(await registry.text().contains("ok_rate 0.875\n"))
        time.advance(seconds: 110)
        #expect(await registry.text().contains("ok_rate 1\n"), "the first ones have left the window")
        time.advance(seconds: 300)
        #expect(!(await registry.text()).contains("ok_rate"), "no calls are not 0 %")
    }

    @Test("the process's own figures are those of the kernel")
    func processFigures() async throws {
        let figures = ProcessFigures()
        #expect(try #require(figures.cpuSeconds) >= 0)
        #expect(try #require(figures.residentBytes) > 1_000_000)
        #expect(try #require(figures.openDescriptors) >= 3)
        #expect(try #require(figures.startTime) > 1_700_000_000)
        #expect(try #require(figures.memoryLimitBytes) > 10_000_000)
        #expect(try #require(figures.cpuLimitCores) > 0)
        let registry = MetricsRegistry()
        registry.addProcess()
        registry.addDirectory("/proc/self/fdinfo")
        let text = await registry.text()
        #expect(text.contains("# TYPE process_cpu_seconds_total counter\n"))
        #expect(text.contains("process_open_fds "))
        #expect(text.contains("data_directory_size_bytes "))
    }
}
