import Glibc
import FoundationEssentials

/// What the kernel says of this process and of what it may use.
struct ProcessFigures: Sendable {
    var cpuSeconds: Double?
    var residentBytes: Double?
    var openDescriptors: Double?
    /// Seconds since the Unix epoch.
    var startTime: Double?
    var memoryLimitBytes: Double?
    var cpuLimitCores: Double?

    /// Reads them. Files of the kernel only: nothing here waits for a disk.
    init() {
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        // The name in parentheses may hold anything: fields are counted after it (proc_pid_stat(5)).
        let stat = Self.text("/proc/self/stat").flatMap { text in
            text.lastIndex(of: ")").map { text[text.index(after: $0)...].split(separator: " ") }
        }
        if let stat, stat.count > 21, let user = Double(stat[11]), let system = Double(stat[12]), ticks > 0 {
            cpuSeconds = (user + system) / ticks
            if let began = Double(stat[19]), let boot = Self.bootTime { startTime = boot + began / ticks }
        }
        if let pages = Self.text("/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) {
            residentBytes = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
        }
        // One of them is the descriptor that lists the folder.
        openDescriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))
            .map { Double($0.count - 1) }
        memoryLimitBytes = Self.memoryLimit
        cpuLimitCores = Self.cpuLimit
    }

    static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static var bootTime: Double? {
        text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
            .flatMap { Double($0.dropFirst(6)) }
    }

    /// The folders of this process's control group, its own first (cgroups(7), version 2; version 1 by controller).
    private static func groups(_ controller: String) -> [String] {
        guard let lines = text("/proc/self/cgroup")?.split(separator: "\n") else { return [] }
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isUnified = parts[0] == "0" && parts[1].isEmpty
            guard isUnified || parts[1].split(separator: ",").contains(Substring(controller)) else { continue }
            let root = "/sys/fs/cgroup" + (isUnified ? "" : "/" + controller)
            var folders: [String] = []
            var names = parts[2].split(separator: "/")
            while true {
                folders.append(([Substring(root)] + names).joined(separator: "/"))
                if names.popLast() == nil { return folders }
            }
        }
        return []
    }

    /// The least of the limits of all groups around this process; the host's memory when there is none.
    private static var memoryLimit: Double? {
        let host = text("/proc/meminfo")?.split(separator: "\n").first { $0.hasPrefix("MemTotal:") }
            .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Double($0) }.map { $0 * 1024 }
        let limits = groups("memory").flatMap { ["\($0)/memory.max", "\($0)/memory.limit_in_bytes"] }
            .compactMap { text($0).flatMap { Double($0.filter { !$0.isWhitespace }) } }
        return (limits + [host].compactMap(\.self)).min()
    }

    /// Cores' worth of time by quota, or the processors that this process may run on.
    private static var cpuLimit: Double? {
        let mask = text("/proc/self/status")?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
        // Hexadecimal digits, one bit a processor.
        let allowed = mask?.dropFirst(13).compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount } ?? 0
        let cores = allowed > 0 ? Double(allowed) : Double(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let quotas = groups("cpu").compactMap { folder -> Double? in
            let parts =
                text("\(folder)/cpu.max")?.split(whereSeparator: \.isWhitespace)
                ?? [text("\(folder)/cpu.cfs_quota_us"), text("\(folder)/cpu.cfs_period_us")]
                .compactMap { $0?.split(whereSeparator: \.isWhitespace).first }
            guard parts.count == 2, let quota = Double(parts[0]), let period = Double(parts[1]), quota > 0, period > 0
            else { return nil }
            return quota / period
        }
        return (quotas + [cores]).min()
    }
}
