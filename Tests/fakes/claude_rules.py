"""What the Messages API of 2026-10-21 refuses, and what a call costs. See Tests/fakes/claude.py."""
import re

VERSIONS = {"2026-10-21", "2023-06-01"}
# USD per million tokens, in and out; cache reads where they are not a tenth of the input price.
PRICES = {
    "claude-haiku-5-5": (0.10, 0.50, 0.01), "claude-sonnet-5-5": (2, 10, 0.2), "claude-opus-5-5": (4, 20, 0.2),
    "claude-fable-5-2": (8, 40, 0.8), "claude-fable-5-1": (10, 50, 1.0), "claude-opus-5": (5, 25, 0.5),
    "claude-sonnet-5": (2, 10, 0.2),
}
FIELDS = {
    "model", "max_tokens", "messages", "system", "tools", "tool_choice", "output_config", "thinking", "stop_sequences",
    "stream", "metadata", "cache_control", "service_tier", "speed", "inference_geo", "diagnostics",
}
REMOVED = {"temperature", "top_p", "top_k"}
KEYWORDS = {
    "type", "properties", "required", "items", "enum", "const", "anyOf", "allOf", "$defs", "$ref", "description", "title",
    "additionalProperties", "format", "minItems",
}
TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"}


def cost(model, usage):
    price_in, price_out, price_read = PRICES[model]
    if model == "claude-haiku-5-5":
        total = usage["input_tokens"] + usage["cache_creation_input_tokens"] + usage["cache_read_input_tokens"]
        if total > 100_000:
            price_in, price_out = 0.50, 2.50
    return (usage["input_tokens"] * price_in + usage["cache_creation_input_tokens"] * price_in * 1.25
            + usage["cache_read_input_tokens"] * price_read + usage["output_tokens"] * price_out) / 1e6


def header_fault(headers, key):
    names = [n for n in ("authorization", "x-api-key") if headers.get(n)]
    if len(names) != 1:
        return 401, "exactly one of authorization and x-api-key"
    given = headers[names[0]]
    if names[0] == "authorization":
        if not given.startswith("Bearer "):
            return 401, "invalid bearer token"
        given = given[7:]
    if given != key:
        return 401, "invalid x-api-key"
    if headers.get("anthropic-version") not in VERSIONS:
        return 400, "anthropic-version: unknown version"
    if (headers.get("content-type") or "").split(";")[0] != "application/json":
        return 400, "content-type: must be application/json"
    if headers.get("anthropic-beta"):
        return 400, "anthropic-beta: unexpected value"
    return None


def body_fault(body):
    if not isinstance(body, dict):
        return 400, "body: must be an object"
    for name in body:
        if name in REMOVED:
            return 400, "%s: sampling parameters are not supported" % name
        if name not in FIELDS:
            return 400, "%s: Extra inputs are not permitted" % name
    model = body.get("model")
    if not isinstance(model, str):
        return 400, "model: Field required"
    if model not in PRICES:
        return 404, "model: " + model
    if type(body.get("max_tokens")) is not int or not 0 <= body["max_tokens"] <= 128_000:
        return 400, "max_tokens: 0 to 128000"
    if "stream" in body and type(body["stream"]) is not bool:
        return 400, "stream: must be a boolean"
    for check in (system_fault, messages_fault, cache_fault, output_fault, tools_fault, choice_fault, thinking_fault):
        message = check(body)
        if message:
            return 400, message
    return None


def text_block_fault(block, where):
    if not isinstance(block, dict) or block.get("type") != "text":
        return where + ": must be a text block"
    if set(block) - {"type", "text", "cache_control"}:
        return where + ": Extra inputs are not permitted"
    if not isinstance(block.get("text"), str) or not block["text"].strip():
        return where + ": text content blocks must be non-empty"
    return None


def system_fault(body):
    system = body.get("system", "")
    if isinstance(system, str):
        return None
    if not isinstance(system, list):
        return "system: must be text or blocks"
    return next(filter(None, (text_block_fault(b, "system") for b in system)), None)


def messages_fault(body):
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        return "messages: at least one message is required"
    for message in messages:
        if not isinstance(message, dict) or set(message) != {"role", "content"}:
            return "messages: role and content"
        if message["role"] not in ("user", "assistant", "system"):
            return "messages: unexpected role"
        content = message["content"]
        if isinstance(content, str):
            if not content.strip():
                return "messages: text must be non-empty"
            continue
        if not isinstance(content, list) or not content:
            return "messages: content must be text or blocks"
        for block in content:
            fault = text_block_fault(block, "messages.content")
            if fault:
                return fault
    if messages[0]["role"] != "user":
        return "messages: first message must use the user role"
    if messages[-1]["role"] == "assistant":
        return "messages: this model does not support assistant message prefill"
    return None


def cache_fault(body):
    blocks = body["system"] if isinstance(body.get("system"), list) else []
    for message in body["messages"]:
        blocks = blocks + (message["content"] if isinstance(message["content"], list) else [])
    marks = [b["cache_control"] for b in blocks if "cache_control" in b]
    if len(marks) > 4:
        return "cache_control: a maximum of 4 blocks may be provided"
    for mark in marks:
        if not isinstance(mark, dict) or mark.get("type") != "ephemeral" or set(mark) - {"type", "ttl"}:
            return "cache_control: must be ephemeral"
    return None


def output_fault(body):
    config = body.get("output_config")
    if config is None:
        return None
    if not isinstance(config, dict) or set(config) - {"effort", "format"}:
        return "output_config: Extra inputs are not permitted"
    if config.get("effort", "low") not in ("low", "medium", "high", "xhigh", "max"):
        return "output_config.effort: unexpected value"
    form = config.get("format")
    if form is None:
        return None
    if not isinstance(form, dict) or form.get("type") != "json_schema" or set(form) != {"type", "schema"}:
        return "output_config.format: must be a json_schema"
    return schema_fault(form["schema"], "output_config.format.schema")


def schema_fault(schema, where):
    if not isinstance(schema, dict):
        return where + ": must be an object"
    if len(str(schema)) > 60_000:
        return where + ": the compiled grammar is too large"
    unknown = set(schema) - KEYWORDS
    if unknown:
        return "%s: unsupported keyword %s" % (where, sorted(unknown)[0])
    if "type" in schema and schema["type"] not in TYPES:
        return where + ": unsupported type"
    if not {"type", "anyOf", "allOf", "$ref", "enum", "const"} & set(schema):
        return where + ": no type"
    if "enum" in schema and (not schema["enum"] or len(set(map(str, schema["enum"]))) != len(schema["enum"])):
        return where + ": enum must be non-empty and unique"
    if schema.get("minItems", 0) not in (0, 1):
        return where + ": minItems must be 0 or 1"
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return where + ": additionalProperties must be false"
        if set(schema.get("required", [])) - set(schema.get("properties", {})):
            return where + ": required names unknown properties"
    if schema.get("type") == "array" and "items" not in schema:
        return where + ": items missing"
    parts = list(schema.get("properties", {}).items()) + list(schema.get("$defs", {}).items())
    parts += [(k, s) for k in ("anyOf", "allOf") for s in schema.get(k, [])]
    if "items" in schema:
        parts.append(("items", schema["items"]))
    for name, part in parts:
        fault = schema_fault(part, where + "." + name)
        if fault:
            return fault
    return None


def tools_fault(body):
    for tool in body.get("tools") or []:
        if not isinstance(tool, dict) or set(tool) - {"name", "description", "input_schema", "strict", "cache_control"}:
            return "tools: Extra inputs are not permitted"
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", tool.get("name") or ""):
            return "tools.name: must match ^[a-zA-Z0-9_-]{1,64}$"
        fault = schema_fault(tool.get("input_schema"), "tools.input_schema")
        if fault:
            return fault
        if tool["input_schema"].get("type") != "object":
            return "tools.input_schema: must be an object"
    return None


def choice_fault(body):
    choice = body.get("tool_choice")
    if choice is None:
        return None
    if not body.get("tools"):
        return "tool_choice: may only be specified while providing tools"
    if choice.get("type") in ("any", "tool"):
        return "tool_choice: forced tool use is not supported by this model"
    if choice.get("type") not in ("auto", "none") or set(choice) - {"type", "disable_parallel_tool_use"}:
        return "tool_choice: unexpected value"
    return None


def thinking_fault(body):
    thinking = body.get("thinking")
    if thinking is None:
        return None
    if body["model"].endswith("-5-5") and thinking.get("type") == "enabled":
        return "thinking.type: this model thinks adaptively"
    if thinking.get("type") == "disabled" and body["model"] in ("claude-opus-5-5", "claude-sonnet-5-5"):
        return "thinking.type: cannot be disabled"
    return None
