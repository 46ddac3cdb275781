/// All metrics of ToWow.
public enum MetricCatalogue {
    public static let metrics: [MetricDescription] = [
        // HTTP
        MetricDescription("http_requests_total", "Requests answered, by method, route and status."),
        MetricDescription("http_request_duration_seconds", "From the head of a request to its answer."),
        MetricDescription("rate_limited_total", "Requests refused by a limit, by kind."),
        MetricDescription("sse_active_connections", "Open event streams."),
        MetricDescription("sse_dropped_total", "Event streams closed because their clients did not read."),
        MetricDescription(
            "sse_fanout_seconds", "From a commit until all streams of one event loop have it.",
            buckets: MetricDescription.short),
        // Model
        MetricDescription("llm_calls_total", "Calls to the model, by decision and outcome."),
        MetricDescription(
            "llm_call_duration_seconds", "Duration of a call to the model.", buckets: MetricDescription.long),
        MetricDescription("llm_tokens_total", "Tokens of calls to the model, by kind."),
        MetricDescription("llm_call_success_rate", "Share of calls to the model that succeeded, last 5 minutes."),
        MetricDescription("circuit_breaker_open", "Models whose circuit breaker is not closed."),
        // Engine
        MetricDescription("negotiations_total", "Ended negotiations, by outcome; demonstrations are not counted."),
        MetricDescription(
            "negotiation_success_rate",
            "Share of negotiations that ended with a plan, last 5 minutes; cancelled ones apart."),
        MetricDescription(
            "negotiation_duration_seconds", "From submission to the end of a negotiation.",
            buckets: MetricDescription.long),
        MetricDescription("negotiations_active", "Negotiations worked on or waiting for their turn."),
        MetricDescription("agents_total", "Active members."),
        // Members elsewhere
        MetricDescription(
            "openagents_connected", "1 while this instance is connected to its OpenAgents network, else 0."),
        MetricDescription(
            "openagents_messages_total", "Messages to and from agents of the OpenAgents network, by type and outcome."),
        MetricDescription(
            "openagents_round_trip_seconds",
            "From the first sending of a question to an agent elsewhere to its answer.",
            buckets: MetricDescription.long),
        MetricDescription(
            "openagents_reconnects_total",
            "Registrations in the OpenAgents network that had to be made again, by reason."),
        // Store
        MetricDescription("store_commit_seconds", "Duration of a transaction that writes."),
        MetricDescription("store_queue_depth", "Changes that wait for a transaction."),
        MetricDescription("store_errors_total", "Calls of the store that failed, by kind."),
        MetricDescription("store_up", "1 while the store answers, else 0."),
        MetricDescription("data_directory_free_bytes", "Free space of the file system of the data directory."),
        MetricDescription("data_directory_size_bytes", "Size of the files in the data directory."),
        // Process
        MetricDescription("config_reload_total", "Reloads of the configuration, by outcome."),
        MetricDescription(
            "process_memory_limit_bytes", "Memory that the process may use: of its cgroup, else of the host."),
        MetricDescription(
            "process_cpu_limit_cores", "Processors that the process may use: of its cgroup, else of the host."),
        MetricDescription("process_cpu_seconds_total", "Processor time, user and system.", isCounter: true),
        MetricDescription("process_resident_memory_bytes", "Resident memory."),
        MetricDescription("process_open_fds", "Open file descriptors."),
        MetricDescription("process_start_time_seconds", "Start of the process, seconds since the Unix epoch."),
        MetricDescription("towow_build_info", "1; the version is a label."),
    ]

    public static let rates = [
        RateDescription(
            "llm_call_success_rate", of: "llm_calls_total", by: "outcome", successes: ["ok"],
            ignored: ["cancelled"]),
        RateDescription(
            "negotiation_success_rate", of: "negotiations_total", by: "outcome",
            successes: ["finalized", "force_finalized"], ignored: ["cancelled"]),
    ]
}
