interface ChoiceProps<Value extends string | number> {
  readonly legend: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A row of buttons of which one is pressed. */
export function Choice<Value extends string | number>({
  legend,
  options,
  value,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="choice-options">
        {options.map(([option, label]) => (
          <button
            type="button"
            key={option}
            aria-pressed={option === value}
            data-option={option}
            onClick={() => onChange(option)}
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
