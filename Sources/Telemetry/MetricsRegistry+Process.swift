import FoundationEssentials
import Glibc
import Metrics

extension MetricsRegistry {
    /// Shows what the process uses and may use, by the names of Prometheus' client libraries.
    public func addProcess() {
        let cpu = Gauge(label: "process_cpu_seconds_total", factory: self)
        let names = [
            "process_resident_memory_bytes", "process_open_fds", "process_start_time_seconds",
            "process_memory_limit_bytes", "process_cpu_limit_cores",
        ]
        let gauges = names.map { Gauge(label: $0, factory: self) }
        addCollector {
            let figures = ProcessFigures()
            cpu.record(figures.cpuSeconds ?? .nan)
            let values = [
                figures.residentBytes, figures.openDescriptors, figures.startTime, figures.memoryLimitBytes,
                figures.cpuLimitCores,
            ]
            for (gauge, value) in zip(gauges, values) { gauge.record(value ?? .nan) }
        }
    }

    /// Shows free space and size of the data directory. Its disk may be slow, so a thread of its own looks, and a showing takes what
    /// the last look found.
    public func addDirectory(_ path: String) {
        let free = Gauge(label: "data_directory_free_bytes", factory: self)
        let size = Gauge(label: "data_directory_size_bytes", factory: self)
        addCollector {
            await BlockingWork.run {
                let space = DirectorySpace(path)
                free.record(space.free ?? .nan)
                size.record(space.size ?? .nan)
            }
        }
    }

    /// `towow_build_info{version="…"} 1`
    public func addBuild(version: String) {
        Gauge(label: "towow_build_info", dimensions: [("version", version)], factory: self).record(1)
    }
}

/// Space in bytes; nil when the folder cannot be read.
struct DirectorySpace: Sendable {
    var free: Double?
    var size: Double?

    init(_ path: String) {
        var system = statvfs()
        if statvfs(path, &system) == 0 { free = Double(system.f_bavail) * Double(system.f_frsize) }
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else { return }
        var total = 0.0
        for name in names {
            var file = stat()
            if lstat(path + "/" + name, &file) == 0, file.st_mode & S_IFMT == S_IFREG { total += Double(file.st_size) }
        }
        size = total
    }
}
