-- Over its ceiling a budget works on it, unless it says that it cannot: then somebody has to.
local health = { status = "Progressing", message = "The operator has not counted this budget yet" }
local status = obj.status
if status == nil or status.conditions == nil then
  return health
end
if status.observedGeneration ~= obj.metadata.generation then
  health.message = "The operator has not seen this spec yet"
  return health
end

local conditions = {}
for _, condition in ipairs(status.conditions) do
  conditions[condition.type] = condition
end

local function fails(type)
  return conditions[type] ~= nil and conditions[type].status == "False"
end

local function say(type)
  return conditions[type].message or conditions[type].reason
end

local passing = { LedgerNotReady = true, CeilingNotRecorded = true }
if conditions["Ready"] == nil then
  return health
end
if fails("Ready") then
  health.status = passing[conditions["Ready"].reason] and "Progressing" or "Degraded"
  health.message = say("Ready")
elseif fails("WithinBudget") then
  health.status = conditions["WithinBudget"].reason == "CeilingUnreachable" and "Degraded" or "Progressing"
  health.message = say("WithinBudget")
elseif fails("ShapeKnown") then
  health.status = "Degraded"
  health.message = say("ShapeKnown")
elseif conditions["Ready"].status == "True" then
  health.status = "Healthy"
  health.message = (status.totalGpus or 0) .. " GPUs are committed"
end
return health
